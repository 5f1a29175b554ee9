import {
  type CityCoverage,
  type CountingRule,
  departmentRows,
  lacksLeaders,
  type RoleHolder,
  type UnitCoverage,
} from '@app/coverage';
import type { LocalDate } from '@app/platform';
import type { FigureView } from '../../../shell/parts/figures/figure';
import { coverageFigures, holderSteps, pipelineBar } from './coverage-figures.views';
import { coverageView, vacantTitle } from './coverage.views';
import { courseTitle } from './learning.views';
import { matrixList, matrixRecords } from './matrix-file.views';
import { NOTHING_ASKED } from './matrix-asked';
import { matrixView } from './matrix-groups.views';
import { matrixRow } from './matrix.views';

import { announcedRisk } from '../../../shared/announced-risk.rules';

const COUNTS = {
  staff: 20,
  regular_staff: 12,
  holders: 2,
  provisional: 1,
  reported: 0,
  booked: 3,
  higher_only: 1,
  other_certified: 4,
  mandatory: 10,
  mandatory_done: 7,
  mandatory_open: 3,
  security: 10,
  security_done: 7,
  security_open: 3,
  ai: 8,
  ai_done: 8,
  ai_open: 0,
  ai_ever: 12,
  ai_ever_done: 9,
  ai_ever_open: 3,
  carried_over: 2,
};
const LEFT_OUT = {
  exempt: 1,
  on_leave: 2,
  seconded: 0,
  not_employed: 0,
  employment_type: 0,
  earlier_assignment: 0,
  settled_before: 0,
  not_assigned: 0,
};
const LEFT_OUT_OF = { security: LEFT_OUT, ai: LEFT_OUT, ai_ever: LEFT_OUT };
const LEADER: RoleHolder = {
  appointmentId: 'a',
  personId: 'p',
  staffNumber: '000001',
  name: '先導　花子',
  role: 'leader',
  termEnd: '2029-03-31',
  lastDay: null,
  endsBy: null,
  recordedLateOn: null,
};

function aUnit(change: Partial<UnitCoverage> = {}): UnitCoverage {
  return {
    unitId: 'u',
    code: '01 01',
    name: '税務課',
    kind: 'division',
    parentName: '総務部',
    insideCode: null,
    insideName: null,
    unitIds: ['u'],
    counts: COUNTS,
    leftOut: LEFT_OUT,
    leftOutOf: LEFT_OUT_OF,
    roleHolders: [LEADER],
    changedLater: 0,
    isCovered: true,
    uncoveredSince: null,
    coveredUntil: null,
    coveredFrom: null,
    emptySince: null,
    ledUntil: null,
    ledFrom: null,
    rolesHeld: [],
    responsible: null,
    leadersNeeded: 1,
    state: 'covered',
    leaders: [LEADER],
    supporters: [],
    vacantSince: null,
    daysVacant: null,
    shortSince: null,
    daysShort: null,
    risk: null,
    vacancies: [],
    ...change,
  };
}

const VACANT = { state: 'vacant', leaders: [], isCovered: false } as const;
const SHORT = { state: 'short', leaders: [LEADER], leadersNeeded: 2, isCovered: false } as const;
const RULE: CountingRule = {
  version: 3,
  validFrom: '2026-04-01',
  validUntil: null,
  note: '',
  leaderPostingKinds: ['primary'],
  includeUnitsBelow: true,
  excludeAbsent: true,
  minimumLeaders: 1,
  holderCertificationCodes: ['ip'],
  holderEquivalents: false,
  mandatoryEmploymentTypes: ['regular'],
  regularEmploymentTypes: ['regular'],
};

function aCity(units: readonly UnitCoverage[], targetValue: number | null = 50): CityCoverage {
  const target = targetValue === null ? null : { dueOn: '2031-03-31', milestones: [] };
  const shared = { target, daysLeft: target && 1596 } as Pick<
    CityCoverage['holder'],
    'target' | 'daysLeft'
  >;
  return {
    asOf: '2026-11-16',
    rule: RULE,
    targets: [],
    leader: { ...shared, covered: 17, counting: 30, missing: 13 },
    holder: {
      ...shared,
      targetValue,
      now: 23,
      provisional: 3,
      reported: 2,
      booked: 6,
      higherOnly: 1,
      missing: targetValue === null ? null : Math.max(0, targetValue - 23),
      passedLastYear: 9,
    },
    counts: COUNTS,
    leftOut: LEFT_OUT,
    leftOutOf: LEFT_OUT_OF,
    leaders: 18,
    supporters: 9,
    activeSupporters: 4,
    joinedLater: 0,
    changedLater: 0,
    units,
    outside: [],
    courses: [],
    vacant: units.filter(lacksLeaders),
    apart: units.filter((unit) => unit.state === 'apart'),
  };
}

const TODAY: LocalDate = '2026-11-16';
const FRAME = {
  today: TODAY,
  seesAhead: true,
  canAppoint: false,
  candidates: null,
  forecast: null,
  standings: [],
  departments: [],
  asked: NOTHING_ASKED,
  before: null,
};
const MATRIX = { asOf: TODAY, today: TODAY, seesAhead: true, hasRates: true, within: 6 } as const;
const ALL = { departments: [], asked: NOTHING_ASKED };
const PICTURES = { seesAhead: true, isAhead: false, forecast: null, hasRates: true };

describe('The coverage page', () => {
  it('says the state in one sentence, with what is missing', () => {
    expect(coverageView(aCity([]), FRAME).summary).toBe(
      '30課のうち17課にDX推進リーダーがいます。ITパスポート取得者は23名で、目標の50名まであと27名です。',
    );
    const two = coverageView({ ...aCity([]), rule: { ...RULE, minimumLeaders: 2 } }, FRAME);
    expect(two.summary).toContain('30課のうち17課にDX推進リーダーが2名以上います。');
    expect(two.leader.vacantWords).toBe('リーダーが2名に満たない課');
    expect(coverageView(aCity([], 20), FRAME).summary).toContain('目標に達しています。');
    const without = coverageView(aCity([], null), FRAME);
    expect(without.summary).toContain('取得者は23名です。');
    expect(without.holder.due).toBe('この基準日に有効な目標はありません。');
    expect(without.holder.forecast).toBe('');
  });

  it('says that nothing was written down at the end of the month before, but not of a day to come', () => {
    const on = (asOf: LocalDate) => coverageView({ ...aCity([]), asOf }, FRAME).noMonth;
    expect(on('2026-11-16')).toBe(
      '前の月末(令和8年10月31日)の数字は書き留められていないため、前の月末との違いは示していません。',
    );
    expect(on('2026-10-31')).toContain('前の月末(令和8年9月30日)');
    expect(on('2027-01-16')).toBe('');
  });

  it('counts the units without a leader by how it came', () => {
    const gap = aUnit({ ...VACANT, vacantSince: '2026-04-01', daysVacant: 229 });
    const never = aUnit(VACANT);
    expect(vacantTitle(aCity([gap, never, never]))).toBe(
      'リーダーがいない課 3課(空白1、一度もなし2)',
    );
    expect(vacantTitle(aCity([never]))).toBe('リーダーがいない課 1課(一度もなし1)');
    expect(vacantTitle(aCity([]))).toBe('リーダーがいない課 0課');
  });

  it('shows the rule that counted, and everybody who was left out of the rate by reason', () => {
    const view = coverageView(aCity([]), FRAME);
    expect(view.ruleLabel).toBe('数え方 第3版(令和8年4月1日から)');
    const rates = view.promises.map(({ name, rate }) => [name, rate?.done, rate?.must]);
    expect(rates).toEqual([
      ['情報セキュリティ研修の修了率', '7', '10'],
      ['AI活用研修(この年度)の修了率', '8', '8'],
      ['AI活用研修(一度でも修了)の修了率', '9', '12'],
    ]);
    expect(view.promises.map(({ rate }) => rate?.percent)).toEqual(['70.0%', '100.0%', '75.0%']);
    expect(view.promises[0]?.rate?.leftOut).toBe('免除1名、休職・育休中2名');
  });

  it('speaks of a day ahead as of what is registered, and of a past day in the past', () => {
    const ahead = coverageView({ ...aCity([]), asOf: '2027-04-02' }, FRAME);
    expect(ahead.summary).toMatch(/^今の登録のまま進んだ場合、30課のうち17課に.*がいます。/);
    expect(ahead.aheadNote).toContain('今の登録のまま進んだ場合');
    expect(ahead.holder.forecast).toBe('');
    expect(ahead.learning.hasRates).toBe(false);
    expect(ahead.matrix.total.security.link).toBeNull();
    const soon = coverageView({ ...aCity([]), asOf: '2027-03-31' }, FRAME);
    expect([soon.learning.hasRates, soon.aheadNote !== '']).toEqual([true, true]);
    const past = coverageView({ ...aCity([]), asOf: '2026-10-01' }, FRAME);
    expect(past.summary).toContain('17課にDX推進リーダーがいました。');
    expect(past.summary).toContain('あと27名でした。');
    expect(past.aheadNote).toBe('');
  });

  it('offers an appointment for a vacancy of today only', () => {
    const unit = aUnit({ ...VACANT, vacantSince: '2026-04-01', daysVacant: 10 });
    const hrefs = (['2026-10-01', TODAY, '2027-01-01'] as const).map(
      (asOf) =>
        coverageView({ ...aCity([unit]), asOf }, { ...FRAME, canAppoint: true }).leader.vacant[0]
          ?.appointHref !== '',
    );
    expect(hrefs).toEqual([false, true, false]);
  });

  it('links an empty unit to an appointment only for those who may appoint', () => {
    const unit = aUnit({ ...VACANT, vacantSince: '2026-04-01', daysVacant: 229 });
    const [shown] = coverageView(aCity([unit]), { ...FRAME, canAppoint: true }).leader.vacant;
    expect(shown).toMatchObject({
      since: '令和8年4月1日から空白(229日)',
      appointHref: '/appointments/new?unit=01+01&role=leader',
    });
    expect(coverageView(aCity([unit]), FRAME).leader.vacant[0]?.appointHref).toBe('');
  });

  it.each([
    [SHORT, '不足', 'リーダー1名(2名に満たない)'],
    [
      { ...SHORT, shortSince: '2026-11-06', daysShort: 10 },
      '不足',
      'リーダー1名(2名に満たない)、令和8年11月6日から10日',
    ],
    [{ ...VACANT, leadersNeeded: 2 }, '空白', '一度も置いたことがない'],
    [
      { ...VACANT, leadersNeeded: 2, vacantSince: '2026-11-06', daysVacant: 10 },
      '空白',
      '令和8年11月6日から空白(10日)',
    ],
    [VACANT, '空白', '一度も置いたことがない'],
  ] as const)('calls only a unit without any leader vacant: %#', (facts, state, text) => {
    const unit = aUnit(facts);
    expect(coverageView(aCity([unit]), FRAME).leader.vacant[0]?.since).toBe(text);
    expect(matrixRow(unit, MATRIX)).toMatchObject({ note: text, leaderChip: { label: state } });
    const at = matrixList().columns.findIndex(({ heading }) => heading === '状態');
    expect(matrixRecords(aCity([unit]), MATRIX)[0]?.[at]).toBe(state);
  });

  it('says whether a unit is about to have too few leaders, or none', () => {
    const risk = { on: '2027-01-16', by: 'term_ends', state: 'short' } as const;
    const note = '令和9年1月16日に不足の見込み(任期満了)';
    expect(matrixRow(aUnit({ risk }), MATRIX).note).toBe(note);
    const city = { ...aCity([aUnit({ risk })]), rule: { ...RULE, minimumLeaders: 2 } };
    expect(coverageView(city, FRAME).leader.riskWords).toBe('半年以内に空白・不足になる課');
    expect(coverageView(aCity([]), FRAME).leader.riskWords).toBe('半年以内に空白になる課');
  });

  it('tells nobody of what is not announced who may not know', () => {
    const moving = aUnit({ risk: { on: '2027-04-01', by: 'transferred', state: 'vacant' } });
    const ending = aUnit({ risk: { on: '2027-04-01', by: 'term_ends', state: 'vacant' } });
    const early = aUnit({ risk: { on: '2027-04-01', by: 'ended_early', state: 'vacant' } });
    expect(announcedRisk(early, false)).toBeNull();
    expect(announcedRisk(early, true)).toEqual(early.risk);
    expect(announcedRisk(moving, false)).toBeNull();
    expect(announcedRisk(moving, true)).not.toBeNull();
    expect(announcedRisk(ending, false)).not.toBeNull();
    expect(coverageView(aCity([moving]), { ...FRAME, seesAhead: false }).leader.risks).toBe(0);
    const coming = aUnit({ ...VACANT, coveredFrom: '2027-04-01' });
    expect(
      coverageView(aCity([coming]), { ...FRAME, seesAhead: false }).leader.vacant[0]?.next,
    ).toBe('');
    expect(coverageView(aCity([coming]), FRAME).leader.vacant[0]?.next).toBe(
      '令和9年4月1日に充足の予定',
    );
  });
});

describe('A line of the matrix', () => {
  it.each([
    [aUnit(), '●', '充足', ''],
    [
      aUnit({ risk: { on: '2027-01-16', by: 'term_ends', state: 'vacant' } }),
      '▲',
      '注意',
      '令和9年1月16日に空白の見込み(任期満了)',
    ],
    [aUnit(VACANT), '×', '空白', '一度も置いたことがない'],
    [aUnit({ state: 'apart' }), '―', '対象外', '正規職員がいません'],
  ])('tells state by sign and word', (unit, sign, label, note) => {
    const row = matrixRow(unit, MATRIX);
    expect(row.leaderChip).toMatchObject({ sign, label });
    expect(row.note).toBe(note);
  });

  it('opens the people of this unit on this day', () => {
    const row = matrixRow(aUnit(), MATRIX);
    expect(row.holders.href).toBe('/coverage/people?figure=holders&unit=01+01&asOf=2026-11-16');
    expect(row.security.link?.text).toBe('7 / 10(70.0%)');
    expect(row.security.leftOut).toBe('除外3名');
    expect(row.ai.chip?.label).toBe('全員修了');
    expect(row.carriedOver).toMatchObject({
      text: 'うち前年度まで2名',
      href: '/coverage/people?figure=carried_over&unit=01+01&asOf=2026-11-16',
    });
  });

  it('says in which other unit its people are counted as well', () => {
    const inner = aUnit({ insideCode: '01', insideName: '税務課', name: '納税室' });
    expect(matrixRow(inner, MATRIX).inside).toBe('税務課の内数');
    expect(matrixView(aCity([aUnit(), inner]), MATRIX, ALL).containedNote).toContain(
      '納税室は税務課の内数です',
    );
  });

  it('stands in a file as one record with a value for every column, above the total', () => {
    const outside = {
      ...{ code: '01', name: '総務部', counts: COUNTS, leftOut: LEFT_OUT, leftOutOf: LEFT_OUT_OF },
    };
    const city = {
      ...aCity([aUnit()]),
      outside: [outside, { ...outside, code: null, name: null }],
    };
    const headings = matrixList().columns.map((column) => column.heading);
    const records = matrixRecords(city, MATRIX);
    expect(new Set(headings).size).toBe(headings.length);
    expect(records.map((record) => record.length)).toEqual(records.map(() => headings.length));
    const day = { day: TODAY };
    expect(records[0]?.slice(0, 6)).toEqual([day, 3, '課', '01 01', '税務課', '総務部']);
    expect(records.map((record) => [record[2], record[4]])).toEqual([
      ['課', '税務課'],
      ['どの課にも属さない職員', '総務部'],
      ['どの課にも属さない職員', '主務の所属がない職員'],
      ['合計', '市全体'],
    ]);
    const at = headings.indexOf('情報セキュリティ_修了者');
    expect(records.map((record) => record[at])).toEqual([7, 7, 7, 7]);
    const ahead = matrixRecords(city, { ...MATRIX, hasRates: false });
    expect(ahead.map((record) => record[at])).toEqual([null, null, null, null]);
  });
});

describe('The title of a line of learning', () => {
  it.each([
    ['生成AI活用', '生成AI活用(令和8年度分)'],
    ['情報セキュリティ研修 令和8年度版', '情報セキュリティ研修 令和8年度版'],
  ])('says the year of %s once', (title, shown) => {
    const line = { key: 'k', title, fiscalYear: 2026, isCarriedOver: true, promise: null };
    const rate = { must: 1, done: 0, open: 1, leftOut: LEFT_OUT };
    expect(courseTitle({ ...line, ...rate })).toBe(shown);
  });
});

/** The bars of the wide drawing, and the line of the target with its name. */
function barOf({ drawings: [drawing] }: FigureView) {
  const shapes = drawing?.groups.flatMap((group) =>
    group.shapes.map((shape) => ({ ...shape, title: group.title })),
  );
  const bars = (shapes ?? [])
    .filter(({ title }) => title !== '')
    .map(({ d, title }) => {
      const [, from, to] = /^M([\d.]+) [\d.]+H([\d.]+)/.exec(d) ?? [];
      return { title, from: Number(from), to: Number(to) };
    });
  const line = shapes?.find(({ kind, strokeWidth }) => kind === 'path' && strokeWidth === 2);
  const targetX = line === undefined ? null : Number(/^M([\d.]+)/.exec(line.d)?.[1]);
  return { bars, targetX, width: drawing?.width ?? 0 };
}

describe('The bar of holders', () => {
  const { holder } = aCity([]);

  it('puts the parts side by side in proportion, the target inside the drawing', () => {
    const { bars, targetX, width } = barOf(pipelineBar(holder));
    expect(bars.map(({ title }) => title)).toEqual([
      '確認済み23名',
      '確認待ち2名',
      '合格見込み3名',
      '受験予定6名',
    ]);
    for (const [index, bar] of bars.slice(1).entries())
      expect(bar.from).toBeCloseTo(bars[index]?.to ?? 0, 0);
    const start = bars[0]?.from ?? 0;
    expect(((bars[0]?.to ?? 0) - start) / ((targetX ?? 0) - start)).toBeCloseTo(23 / 50, 2);
    expect(targetX).toBeLessThan(width);
  });

  it('leaves out what is nought, and has no line without a target', () => {
    const figure = pipelineBar({
      ...holder,
      now: 0,
      provisional: 0,
      reported: 0,
      booked: 0,
      targetValue: null,
    });
    const { bars, targetX } = barOf(figure);
    expect([bars, targetX, figure.keys]).toEqual([[], null, []]);
  });

  it('stays inside the drawing when the target is passed', () => {
    const { bars, width } = barOf(pipelineBar({ ...holder, now: 90 }));
    expect(bars.at(-1)?.to).toBeLessThanOrEqual(width);
  });
});

describe('The pictures of the two promises', () => {
  const IN = { outside: [] };
  const units = [
    aUnit({ code: '01', name: '税務課' }),
    aUnit({ code: '02', name: '財政課', ...VACANT }),
    aUnit({ code: '03', name: '水道課', ...SHORT, parentName: '建設部' }),
    aUnit({ code: '04', name: '議会事務局', state: 'apart', parentName: null }),
  ];
  const line = [
    { day: '2026-04-01', count: 18 },
    { day: '2026-05-01', count: 19 },
    { day: TODAY, count: 23 },
  ] as const;

  it('show each unit in its 部, with its state as a shape and in words', () => {
    const city = aCity(units);
    const departments = departmentRows(city, [
      { ...IN, code: '01', name: '総務部', units: ['01', '02'] },
      { ...IN, code: '02', name: '建設部', units: ['03'] },
      { ...IN, code: null, name: '部に属さない所属', units: ['04'] },
    ]);
    const { leaders } = coverageFigures(city, { holders: line, months: [], departments }, PICTURES);
    const titles = leaders?.drawings[0]?.groups.flatMap(({ title }) => (title ? [title] : []));
    expect(titles).toEqual(['税務課 充足', '財政課 空白', '水道課 不足', '議会事務局 対象外']);
    expect(leaders?.sentence).toBe('30課のうち17課が充足しています。');
    expect(
      leaders?.rows.map(({ name, cells }) => [name.text, ...cells.map((it) => it.text)]),
    ).toEqual([
      ['税務課', '総務部', '充足'],
      ['財政課', '総務部', '空白'],
      ['水道課', '建設部', '不足'],
      ['議会事務局', '部に属さない所属', '対象外'],
    ]);
  });

  it('draw the covered units as they were written down, and a day ahead as nothing that was counted', () => {
    const months = (['2026-10-31', '2026-09-30', '2026-08-31'] as const).map((asOf, at) => ({
      ...{ asOf, covered: 17 - at },
    }));
    const of = (asOf: LocalDate, isAhead: boolean) =>
      coverageFigures(
        { ...aCity(units), asOf },
        { holders: [], months, departments: [] },
        { ...PICTURES, isAhead },
      ).covered?.sentence;
    expect(of(TODAY, false)).toContain('令和8年8月31日に15課、令和8年11月16日に17課です。');
    expect(of('2027-04-01', true)).toContain('令和8年8月31日に15課、令和8年10月31日に17課です。');
  });

  it('draw nothing of fewer than three numbers', () => {
    expect(
      coverageFigures(
        aCity(units.slice(0, 2)),
        { holders: [], months: [], departments: [] },
        PICTURES,
      ),
    ).toMatchObject({
      leaders: null,
      holders: null,
      covered: null,
      heat: null,
    });
  });

  it('say the course of the holders and what each year takes until the target', () => {
    const figure = holderSteps(aCity([]), line);
    expect(figure?.sentence).toBe(
      '取得者は、令和8年4月1日に18名、令和8年11月16日に23名です。目標は50名です。',
    );
    expect(figure?.rows.slice(-2).map(({ cells }) => cells[0]?.text)).toEqual([
      '44名(目標に届くために要る数)',
      '50名(目標に届くために要る数)',
    ]);
    expect(figure?.rows.length).toBe(3 + 5);
  });

  it.each([
    ['without a target', aCity([], null)],
    ['that is reached', aCity([], 20)],
    ['whose day is over', { ...aCity([]), asOf: '2031-04-01' } as const],
  ])('draw no path to a target: %s', (_, city) => {
    expect(holderSteps(city, line)?.rows.length).toBe(3);
  });
});
