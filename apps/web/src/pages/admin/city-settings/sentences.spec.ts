import type { SignInRules } from '@app/accounts';
import {
  type CityCoverage,
  type CountingRule,
  type KpiTarget,
  PEOPLE_FIGURE_WORDS,
  type RuleComparison,
  STAFF_FIGURES,
  type UnitCoverage,
} from '@app/coverage';
import { type CityHoliday, WORD_KEYS, type WordRow, Words } from '@app/platform';
import type { PostTitleRow, UnitRow } from '@app/organization';
import { rulesView, targetsView } from './counting-settings.views';
import { evidenceRulesView } from './evidence-rules.views';
import { holidaysView } from './holidays.views';
import { titlesView, unitFlagView, unitsView } from './organization-settings.views';
import { overviewView, unknownText } from './overview.views';
import { rulePreviewView } from './rule-preview.views';
import { rulesFields, signInRulesView } from './sign-in-rules.views';
import { wordFields, wordsView } from './words.views';

const TODAY = '2026-11-16';
const READER = { today: TODAY, canManage: true } as const;

const TARGET: KpiTarget = {
  rowId: 'row',
  id: 'target',
  code: 'it_passport_holders',
  targetValue: 50,
  dueOn: '2031-03-31',
  source: '第2次DX推進計画',
  page: '',
  counting: '',
  milestones: [],
  validFrom: '2026-04-01',
  validTo: null,
};
const RULE: CountingRule = {
  version: 1,
  validFrom: '2000-01-01',
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
const SIGN_IN: SignInRules = {
  idleMinutes: 30,
  absoluteHours: 10,
  secondFactorRoles: [],
  graceDays: 14,
  holderReset: 'notice',
  approvalHours: 24,
};

const title = (name: string, isManagerial: boolean | null, people: number): PostTitleRow => ({
  title: name,
  isManagerial,
  sortOrder: null,
  people,
});

describe('The sentence of 市の設定', () => {
  const known = title('課長', true, 23);

  it.each([
    ['no title', [], ''],
    ['known titles', [known], ''],
    [
      'one unknown title',
      [known, title('室長補佐', null, 1)],
      '職名の表にない職名が1種類あり、1人がその職に就いています。表に加えるまで所属長にはなりません。',
    ],
    [
      'many unknown titles',
      [known, title('室長補佐', null, 2), title('参与', null, 10)],
      '職名の表にない職名が2種類あり、12人がその職に就いています。表に加えるまで所属長にはなりません。',
    ],
  ])('with %s', (_, titles, sentence) => {
    expect(unknownText(titles)).toBe(sentence);
    expect(overviewOf({ titles }).summary).toBe(
      sentence === '' ? '確かめが必要な設定はありません。' : sentence,
    );
    const form = fieldsOf('title', 'isManagerial', 'sortOrder');
    expect(titlesView(titles, form, true).summary).toBe(
      sentence === '' ? '職員が就いている職名は、すべて表にあります。' : sentence,
    );
  });

  it.each([
    [0, '有効な目標はありません。'],
    [1, '有効な目標は1件です。'],
    [2, '有効な目標は2件です。'],
  ])('has of %d targets how many there are', (count, sentence) => {
    const targets = Array.from({ length: count }, () => TARGET);
    const row = overviewOf({ targets }).sections.rows.find(({ title: of }) => of === '目標');
    expect(row?.sentence).toBe(sentence);
  });
});

describe('The sentence of 市の言葉', () => {
  const now = Words.standard;
  const form = fieldsOf(
    ...(Object.keys(wordFields(now)) as (keyof ReturnType<typeof wordFields>)[]),
    'validFrom',
  );
  const rowsOf = (count: number, validFrom: WordRow['validFrom'] = '2026-04-01') =>
    WORD_KEYS.slice(0, count).map((key) => ({
      id: key,
      key,
      word: '言葉',
      short: '言葉',
      validFrom,
    }));
  const all = String(WORD_KEYS.length);

  it.each([
    ['none', rowsOf(0), 'すべて標準の言葉で表示しています。'],
    ['one that is to come', rowsOf(1, '2027-04-01'), 'すべて標準の言葉で表示しています。'],
    ['one', rowsOf(1), `${all}語のうち1語を、市の言葉にしています。残りは標準の言葉で表示します。`],
    [
      'one that was another before',
      [...rowsOf(1), ...rowsOf(1, '2025-04-01')],
      `${all}語のうち1語を、市の言葉にしています。残りは標準の言葉で表示します。`,
    ],
    ['all', rowsOf(WORD_KEYS.length), `${all}語すべてを、市の言葉にしています。`],
  ])('with %s', (_, rows, sentence) => {
    const found = { rows, now, form, issued: [], planned: new Map<string, string>() };
    expect(wordsView(found, READER).summary).toBe(sentence);
  });
});

describe('The sentence of リーダーを置く課', () => {
  const unit = (countsForLeaderKpi: boolean) =>
    ({ name: '税務課', code: '0110', parentName: '総務部', countsForLeaderKpi }) as UnitRow;
  const counted = unit(true);

  it.each([
    ['no unit', [], 'DX推進リーダーを置く所属はありません。'],
    ['none that counts', [unit(false)], 'DX推進リーダーを置く所属はありません。'],
    ['one', [counted], '所属1件に、DX推進リーダーを置きます。'],
    ['one of two', [counted, unit(false)], '所属2件のうち1件に、DX推進リーダーを置きます。'],
    ['all', [counted, counted, counted], '所属3件すべてに、DX推進リーダーを置きます。'],
  ])('with %s', (_, units, sentence) => {
    expect(unitsView(units, true).summary).toBe(sentence);
    const row = overviewOf({ units }).sections.rows.find(
      ({ title: of }) => of === 'リーダーを置く課',
    );
    expect(row?.sentence).toBe(sentence);
  });

  it.each([
    [true, 'DX推進リーダーが必要な所属として数えています。'],
    [false, 'DX推進リーダーが必要な所属には数えていません。'],
  ])('of one unit: %s', (counts, sentence) => {
    const view = unitFlagView(
      { unit: unit(counts), periods: [] },
      fieldsOf('counts', 'validFrom'),
      READER,
    );
    expect(view.summary).toBe(sentence);
  });
});

describe('The sentence of 閉庁日', () => {
  const form = fieldsOf('day', 'name', 'kind');
  const day = (on: CityHoliday['day'], isOpen = false): CityHoliday => ({
    day: on,
    name: '市制記念日',
    isOpen,
  });

  it.each([
    ['none', [], 'ありません'],
    ['one that is over', [day('2026-11-13')], 'ありません'],
    ['today', [day(TODAY)], '1日です'],
    [
      'many ahead, one of them open',
      [day('2027-04-01'), day('2027-05-06'), day('2027-05-07', true)],
      '2日です',
    ],
  ])('with %s', (_, holidays, ahead) => {
    expect(holidaysView(holidays, form, READER).summary).toBe(
      `市だけの閉庁日は、本日以降${ahead}。土日・祝日・年末年始は登録しなくても閉庁日です。`,
    );
  });
});

describe('The sentence of 目標', () => {
  const shown = { ...READER, seesFigures: false };

  it.each([
    ['none', [], '有効な目標はありません。'],
    ['one that is over', [{ ...TARGET, validTo: TODAY }], '有効な目標はありません。'],
    ['one that is to come', [{ ...TARGET, validFrom: '2027-04-01' }], '有効な目標はありません。'],
    ['one', [TARGET], '有効な目標は1件です。'],
    ['two', [TARGET, { ...TARGET, code: 'caio', targetValue: null }], '有効な目標は2件です。'],
  ] as const)('with %s', (_, targets, sentence) => {
    expect(targetsView(targets, shown).summary).toBe(sentence);
  });
});

describe('The sentence of 数え方', () => {
  const form = fieldsOf(
    'leaderPosts',
    'includeUnitsBelow',
    'excludeAbsent',
    'minimumLeaders',
    'mandatoryStaff',
    'holderEquivalents',
    'note',
    'validFrom',
  );
  const second: CountingRule = { ...RULE, version: 2, validFrom: '2026-04-01' };

  it.each([
    ['none', [], '本日の数え方が登録されていません。'],
    ['one', [RULE], '本日の数字は、第1版で数えています。'],
    ['a newer one', [second, RULE], '本日の数字は、第2版で数えています。'],
    [
      'one that is to come',
      [{ ...second, validFrom: '2027-04-01' } as const, RULE],
      '本日の数字は、第1版で数えています。',
    ],
  ])('with %s', (_, rules, sentence) => {
    expect(rulesView(rules, form, READER).summary).toBe(sentence);
  });
});

describe('The sentence of 新しい数え方で変わる数字', () => {
  const COUNTS = Object.fromEntries(STAFF_FIGURES.map((figure) => [figure, 3]));
  const unit = (state: UnitCoverage['state'], counts: Readonly<Record<string, number>> = {}) =>
    ({
      unitId: 'u',
      name: '税務課',
      state,
      ...{ leaders: [], supporters: [] },
      counts: { ...COUNTS, ...counts },
    }) as unknown as UnitCoverage;
  const city = (covered: number, units: readonly UnitCoverage[]) =>
    ({
      ...{ rule: RULE, leader: { covered }, holder: {}, counts: {}, apart: [], units },
    }) as unknown as CityCoverage;
  const choices = {
    leaderPosts: 'all',
    includeUnitsBelow: true,
    excludeAbsent: true,
    minimumLeaders: 1,
    mandatoryStaff: 'all',
    holderEquivalents: false,
    note: '',
    validFrom: '2027-04-01',
  } as const;

  it.each([
    [
      'nothing changes',
      city(1, [unit('covered')]),
      city(1, [unit('covered')]),
      '充足している課は1課のままです。課ごとの数字は変わりません。',
    ],
    [
      'only what is in the units changes',
      city(0, [unit('vacant')]),
      city(0, [unit('apart')]),
      '充足している課は0課のままです。',
    ],
    [
      'the city changes',
      city(13, [unit('vacant')]),
      city(14, [unit('covered')]),
      '充足している課は、13課から14課になります。',
    ],
  ])('where %s', (_, before, after, sentence) => {
    const comparison = { on: TODAY, before, after, entering: [], leaving: [] } as RuleComparison;
    const view = rulePreviewView(comparison, choices, fieldsOf());
    expect(view.summary).toBe(sentence);
  });

  it('shows every figure of a unit that changes, and no other', () => {
    const before = city(0, [unit('vacant', { staff: 21, regular_staff: 18 })]);
    const after = city(0, [unit('vacant', { staff: 14, regular_staff: 12 })]);
    const comparison = { on: TODAY, before, after, entering: [], leaving: [] } as RuleComparison;
    expect(rulePreviewView(comparison, choices, fieldsOf()).units).toEqual([
      {
        name: '税務課',
        before: `${PEOPLE_FIGURE_WORDS.staff}21名、${PEOPLE_FIGURE_WORDS.regular_staff}18名`,
        after: `${PEOPLE_FIGURE_WORDS.staff}14名、${PEOPLE_FIGURE_WORDS.regular_staff}12名`,
      },
    ]);
  });
});

describe('The sentence of ログイン', () => {
  const told = '権限を持つ職員の再設定は、本人・DX推進室・監査にすぐ知らせます。';
  const out = '何も開かないまま30分たつか、ログインから10時間たつと、自動でログアウトします。';
  const view = (today: SignInRules, tomorrow: SignInRules = today) => {
    const names = Object.keys(rulesFields(today)) as (keyof ReturnType<typeof rulesFields>)[];
    return signInRulesView(fieldsOf(...names), { canManage: true, alone: [], today, tomorrow });
  };

  it.each<[string, Partial<SignInRules>, string]>([
    ['no role', {}, `${out}二段階認証は、どの権限にも求めていません。${told}`],
    ['one role', { secondFactorRoles: ['hr'] }, `${out}二段階認証は、人事に求めています。${told}`],
    [
      'many roles, and another administrator who agrees',
      { secondFactorRoles: ['hr', 'auditor'], holderReset: 'approval' },
      `${out}二段階認証は、人事・監査に求めています。権限を持つ職員の再設定は、ほかの管理者が承認してから行います。`,
    ],
  ])('with a second factor for %s', (_, rules, sentence) => {
    expect(view({ ...SIGN_IN, ...rules })).toMatchObject({ summary: sentence, coming: '' });
  });

  it('says of what begins tomorrow that it is to come', () => {
    const { summary, coming } = view(SIGN_IN, { ...SIGN_IN, idleMinutes: 15 });
    expect(summary).toContain('30分たつか');
    expect(coming).toContain('15分たつか');
  });
});

it('The sentence of 証明書類 says how much is taken, and what is deleted when', () => {
  const typed = (value: string) => ({ id: 'f', name: 'f', value, error: '' });
  const fields = {
    dailyFiles: typed('1'),
    dailyMegabytes: typed('5'),
    totalMegabytes: typed('20'),
    withdrawnDays: typed('30'),
  };
  const form = { fields, errors: [], message: '' };
  expect(evidenceRulesView(form, { scanner: 'off', canManage: true }).summary).toBe(
    '1人1日1件・5MB、合わせて20MBまで受け取ります。取り下げた報告の証明書類は、30日たつと削除します。',
  );
});

function overviewOf(found: Partial<Parameters<typeof overviewView>[0]>) {
  const none = { words: [], holidays: [], titles: [], units: [], targets: [] };
  return overviewView({ ...none, rule: RULE, signIn: SIGN_IN, ...found }, TODAY);
}

function fieldsOf<Name extends string>(...names: readonly Name[]) {
  const fields = names.map((name) => [name, { id: name, name, value: '', error: '' }] as const);
  return {
    fields: Object.fromEntries(fields) as Record<Name, (typeof fields)[number][1]>,
    errors: [],
    message: '',
  };
}
