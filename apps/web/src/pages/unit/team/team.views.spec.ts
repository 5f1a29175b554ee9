import type { NominationUnderWay } from '@app/appointments';
import type {
  Team,
  TeamAsked,
  TeamCourse,
  TeamMember,
  TeamUnit,
  UnitCoverage,
} from '@app/coverage';
import type { LocalDate } from '@app/platform';
import { teamSentence } from './team-sentence';
import { readTeamSearch, teamFilter } from './team.forms';
import { teamTabList } from './team.list';
import { teamsView, teamView } from './team.views';
import { comparedText } from './team-compared';

const LEADER = {
  appointmentId: 'a',
  personId: 'p',
  staffNumber: '000001',
  name: '先導　花子',
  role: 'leader',
  termEnd: '2029-03-31',
  lastDay: '2029-03-31',
  endsBy: 'term_ends',
  recordedLateOn: null,
} as const;

const COVERED = {
  code: '0101',
  name: '税務課',
  state: 'covered',
  leaders: [LEADER],
  supporters: [{ ...LEADER, role: 'supporter' }],
  counts: { holders: 2, security: 10, security_done: 7, ai: 0, ai_done: 0 },
  insideName: null,
  leadersNeeded: 1,
  vacantSince: null,
  daysVacant: null,
  shortSince: null,
  daysShort: null,
  risk: null,
  vacancies: [],
} as unknown as UnitCoverage;

const VACANT: UnitCoverage = {
  ...COVERED,
  state: 'vacant',
  leaders: [],
  vacantSince: '2026-04-01',
  daysVacant: 229,
};

/** Overdue when it was due before today. */
function aMember(
  mandatoryState: TeamMember['mandatoryState'],
  dueOn: LocalDate = '2026-12-25',
): TeamMember {
  const state = dueOn < '2026-11-16' ? 'overdue' : 'open';
  const isAsked = mandatoryState === 'open' || mandatoryState === 'employment_type';
  return {
    personId: 'p',
    staffNumber: '000002',
    name: '職員　一',
    unitName: '税務課',
    postTitle: '主事',
    mandatoryState,
    standing: isAsked ? state : mandatoryState === 'done' ? 'done' : 'left_out',
    courses: [
      { id: 'o', title: '情報セキュリティ', dueOn, isCarriedOver: false, state, isStarted: false },
    ],
    promptedOn: null,
    isHolder: false,
    roles: [],
  };
}

/** The numbers that go with the rows, as the database counts them. */
function aTeam(
  units: readonly UnitCoverage[],
  members: readonly TeamMember[],
  countedIn: string | null = null,
): Team {
  const unit = { unitId: 'u', code: '0101', name: '税務課', parentName: null };
  const open = members.filter((it) => it.mandatoryState === 'open');
  const counts = {
    people: members.length,
    open: open.length,
    overdue: members.filter((it) => it.standing === 'overdue').length,
    done: members.filter((it) => it.mandatoryState === 'done').length,
    unfinished: members.filter((it) => ['overdue', 'open', 'started'].includes(it.standing)).length,
    qualified: members.filter((it) => it.isHolder).length,
    ...{ securityMust: 0, securityDone: 0, aiMust: 0, aiDone: 0 },
  };
  const lists = { parts: [], asked: [], courses: [], members, total: members.length };
  return { unit, on: '2026-11-16', units, counts, countedIn, ...lists };
}

/** The page as an address asks for it. */
const shown = (team: Team, query: object = { tab: 'all' }, frame = FRAME) =>
  teamView(team, readTeamSearch(query), frame).team;

const FRAME = {
  seesAhead: false,
  canAppoint: false,
  heads: true,
  canDeputize: false,
  handovers: 0,
  open: [] as readonly NominationUnderWay[],
  prompter: null as string | null,
  refused: new Set<string>(),
  reminded: new Map<string, LocalDate>(),
  city: null,
};

describe('The own unit beside the whole city', () => {
  const city = { security: { done: 3, must: 4 }, ai: { done: 0, must: 0 } };
  const said = (counts: Partial<Team['counts']>) => {
    const all = aTeam([], []);
    return comparedText({ ...all, counts: { ...all.counts, ...counts } }, city);
  };

  it('is told of what the unit is asked for', () => {
    expect(said({ securityMust: 3, securityDone: 1, aiMust: 2 })).toBe(
      '情報セキュリティ(この年度)を修了した人は、税務課で3名のうち1名(33.3%)、市全体では75.0%です。',
    );
    expect(said({})).toBe('');
  });
});

describe('The sentence before a unit is chosen', () => {
  const unit = { code: '0110', name: '税務課', parentName: '総務部' } as TeamUnit;
  it.each([
    [[], '所属長になっている課はありません。'],
    [[unit], '見る課を選んでください。'],
    [[unit, unit], '見る課を選んでください。'],
  ])('%#', (teams, sentence) => {
    expect(teamsView(teams, { seesAll: false }).summary).toBe(sentence);
  });
});

describe('The sentence of a unit', () => {
  const open = [aMember('open'), aMember('open'), aMember('open'), aMember('done')];

  it.each([
    [
      aTeam([COVERED], open),
      'リーダーは1名います(任期 令和11年3月31日まで)。必修の未修了は3名です。',
    ],
    [
      aTeam([VACANT], [aMember('done')]),
      'リーダーは令和8年4月1日から空白です(229日)。必修は対象の全員が修了しています。',
    ],
    [
      aTeam([{ ...VACANT, vacantSince: '2026-11-16', daysVacant: 0 }], []),
      'リーダーは令和8年11月16日から空白です。必修の対象者はいません。',
    ],
    [
      aTeam([{ ...VACANT, vacantSince: null, daysVacant: null }], []),
      'リーダーがまだいません。必修の対象者はいません。',
    ],
    [
      aTeam([{ ...COVERED, state: 'short', leadersNeeded: 2 }], []),
      'リーダーは1名で、必要な2名に足りません。必修の対象者はいません。',
    ],
    [
      aTeam([{ ...COVERED, leaders: [LEADER, { ...LEADER, termEnd: '2027-04-01' }, LEADER] }], []),
      'リーダーは3名います(任期はいちばん早い人で令和9年4月1日まで)。必修の対象者はいません。',
    ],
    [
      aTeam([{ ...COVERED, state: 'apart' }], []),
      '正規職員がいないため、リーダーを数える対象外です。必修の対象者はいません。',
    ],
    [
      aTeam([COVERED, VACANT, { ...COVERED, state: 'apart' }], []),
      '2課のうち1課にリーダーがいます。必修の対象者はいません。',
    ],
    [
      aTeam([COVERED], [...open, aMember('employment_type'), aMember('employment_type')]),
      'リーダーは1名います(任期 令和11年3月31日まで)。必修の未修了は3名です。市の数字に数えない職員で、必修を終えていない人がほかに2名います。',
    ],
    [
      aTeam([COVERED], [aMember('employment_type')]),
      'リーダーは1名います(任期 令和11年3月31日まで)。必修の対象者はいません。市の数字に数えない職員で、必修を終えていない人が1名います。',
    ],
    [aTeam([], [], '総務課'), 'リーダーは総務課でまとめて数えます。必修の対象者はいません。'],
    [aTeam([], []), '税務課は、リーダーを数える課ではありません。必修の対象者はいません。'],
  ])('is %#', (team, sentence) => {
    expect(teamSentence(team)).toBe(sentence);
  });
});

describe('What a unit head has to do', () => {
  const todosOf = (team: Team, frame = FRAME) => shown(team, {}, frame).todos.map((it) => it.text);

  it('is three things at most, in the order in which it matters', () => {
    const unit: UnitCoverage = { ...VACANT, supporters: [] };
    const texts = todosOf(aTeam([unit], [aMember('open', '2026-11-13'), aMember('open')]));
    expect(texts.map((text) => text.slice(0, 14))).toEqual([
      '税務課にリーダーがいません。',
      '必修の期限を過ぎた人が1名い',
      '必修をまだ終えていない人が1',
    ]);
  });

  it('is about as many as the list has to which it leads, also those whom the figures leave out', () => {
    const team = aTeam(
      [COVERED],
      [
        ...[aMember('open', '2026-11-13'), aMember('employment_type', '2026-11-13')],
        ...[aMember('open'), aMember('employment_type'), aMember('employment_type')],
      ],
    );
    const texts = shown(team, {}).todos.map(({ text }) => text);
    expect(texts[0]).toContain('必修の期限を過ぎた人が2名います。');
    expect(texts[1]).toContain('必修をまだ終えていない人が3名います(期限はこれからです)。');
    expect(shown(team, {}).tabs[0]?.label).toBe('終わっていない人(5名)');
  });

  it('is nothing more about a leader whom the head has recommended', () => {
    const nomination: NominationUnderWay = {
      ...{ id: 'n', personId: 'p', unitId: 'u', name: '桜井　陽介' },
      ...{ role: 'leader', state: 'nominated', consentBy: '2026-11-30' },
    };
    const team = aTeam([VACANT], [aMember('open')]);
    const { todos } = shown(team, {}, { ...FRAME, open: [nomination] });
    expect(todos.map(({ isFirst }) => isFirst)).toEqual([false, true]);
    expect(todos[0]).toMatchObject({ label: '推薦を見る', href: '/nominations/n' });
    expect(todos[0]?.text).toContain('推薦中: 桜井　陽介(同意待ち、11月30日(月)まで)。');
  });

  it('is nothing when all is well', () => {
    expect(todosOf(aTeam([COVERED], [aMember('done'), aMember('on_leave')]))).toEqual([]);
  });

  it('is to find one more where there are too few leaders, which is no vacancy', () => {
    const short: UnitCoverage = { ...COVERED, state: 'short', leadersNeeded: 2 };
    const { todos, units } = shown(aTeam([short], []), { tab: 'roles' });
    expect(todos.map((it) => it.text)).toEqual([
      '税務課のリーダーは1名で、必要な2名に足りません。候補を決めて、DX推進室へ推薦してください。',
    ]);
    expect(units[0]?.chip.label).toBe('不足');
    const risk = { on: '2027-04-01', by: 'term_ends', state: 'short' } as const;
    expect(todosOf(aTeam([{ ...COVERED, risk }], []))[0]).toContain(
      '令和9年4月1日にリーダーが足りなくなる見込みです(任期満了)',
    );
  });

  it('names an end of term that is near, but no transfer that is not announced', () => {
    const ending: UnitCoverage = {
      ...COVERED,
      risk: { on: '2027-04-01', by: 'term_ends', state: 'vacant' },
    };
    const moving: UnitCoverage = {
      ...COVERED,
      risk: { on: '2027-04-01', by: 'transferred', state: 'vacant' },
    };
    expect(todosOf(aTeam([ending], []))[0]).toContain(
      '令和9年4月1日にリーダーが空白になる見込みです(任期満了)',
    );
    expect(todosOf(aTeam([moving], []))).toEqual([]);
    expect(todosOf(aTeam([moving], []), { ...FRAME, seesAhead: true })).toHaveLength(1);
  });

  it('leads those who may appoint to the appointment, others to the candidates', () => {
    const button = (canAppoint: boolean) =>
      shown(aTeam([VACANT], []), {}, { ...FRAME, canAppoint }).todos[0]?.href;
    expect(button(true)).toBe('/appointments/new?unit=0101&role=leader');
    expect(button(false)).toBe('/team/0101/candidates?role=leader');
    const bare: UnitCoverage = { ...COVERED, supporters: [] };
    const labels = (unit: UnitCoverage) => shown(aTeam([unit], [])).todos.map((it) => it.label);
    expect([labels(VACANT), labels(bare)]).toEqual([
      ['リーダーの候補を選ぶ'],
      ['サポーターの候補を選ぶ'],
    ]);
  });
});

describe('A unit that the reader does not head', () => {
  const reader = { ...FRAME, heads: false };

  it('is read as it stands: nothing is asked of the reader, and it is not their own', () => {
    const { team, breadcrumb } = teamView(
      aTeam([VACANT], [aMember('open')]),
      readTeamSearch({}),
      reader,
    );
    expect(breadcrumb.map(({ label }) => label)).toEqual(['ホーム', '充足状況', '税務課']);
    expect(team.todosTitle).toBe('いまの状況');
    expect(team.todos).toMatchObject([
      { text: '税務課にリーダーがいません。', label: '役割を見る', isFirst: false },
      { text: '必修をまだ終えていない人が1名います(期限はこれからです)。', isFirst: false },
    ]);
  });

  it('leads whoever appoints to the appointment', () => {
    const { todos } = shown(aTeam([VACANT], []), {}, { ...reader, canAppoint: true });
    expect(todos[0]).toMatchObject({ text: '税務課にリーダーがいません。', label: '任命する' });
  });

  it('is chosen from the state of all units', () => {
    expect(teamsView([], { seesAll: true }).title).toBe('課の状況');
    expect(teamsView([], { seesAll: false }).title).toBe('わたしの課');
  });
});

describe('A person on the page', () => {
  /** The cells of the one row, by their headings. */
  const cellsOf = (member: TeamMember) => {
    const [row] = shown(aTeam([], [member])).members.rows;
    const cell = (heading: string) => row?.cells.find((it) => it.heading === heading);
    return {
      chip: [cell('必修')?.chip?.sign, cell('必修')?.chip?.label].join(' '),
      open: cell('終わっていない講座')?.lines,
      shown: cell('終わっていない講座')?.text,
    };
  };

  it('is finished, open, overdue or left out; what is open while on leave is no debt', () => {
    expect(cellsOf(aMember('done')).chip).toBe('● 修了');
    expect(cellsOf(aMember('open'))).toEqual({
      chip: '□ 未受講',
      open: ['情報セキュリティ(期限 令和8年12月25日)'],
      shown: '',
    });
    expect(cellsOf(aMember('open', '2026-11-13')).chip).toBe('× 期限超過');
    expect(cellsOf(aMember('on_leave', '2026-11-13'))).toEqual({
      chip: '― 対象外(休職・育休中)',
      open: [],
      shown: '―',
    });
  });

  it('is under way once something is begun', () => {
    expect(cellsOf({ ...aMember('open'), standing: 'started' }).chip).toBe('→ 受講中');
  });

  it('is told of whom the figures leave out as of everybody, with the remark', () => {
    const uncounted = aMember('employment_type', '2026-11-13');
    expect(cellsOf(uncounted)).toEqual({
      chip: '× 期限超過',
      open: ['情報セキュリティ(期限 令和8年11月13日)'],
      shown: '',
    });
    const inFile = teamTabList({ asked: [] }, 'all').columns.find(({ key }) => key === 'mandatory');
    expect(inFile?.value(uncounted)).toBe('期限超過、市の数字には含めません');
    expect(cellsOf({ ...uncounted, standing: 'left_out', courses: [] }).chip).toBe(
      '― 対象外(任用区分が対象でない)',
    );
  });

  it('stands in the files with the number, and with everything that is open', () => {
    const member = aMember('open');
    const cells = teamTabList({ asked: [] }, 'all').columns.map(({ key, value }) => [
      key,
      value(member),
    ]);
    expect(Object.fromEntries(cells)).toMatchObject({
      staffNumber: '000002',
      mandatory: '未受講',
      open: '情報セキュリティ(期限 令和8年12月25日)',
    });
  });
});

describe('The tabs of a unit', () => {
  const ASKED: TeamAsked = {
    title: '情報セキュリティ',
    firstDue: '2026-12-25',
    lastDue: '2026-12-25',
    open: 2,
  };
  const headingsOf = (asked: readonly TeamAsked[]) =>
    teamTabList({ asked }, 'open')
      .columns.filter((it) => it.only !== 'file')
      .map((it) => [it.heading, it.note ?? ''].join(' ').trim());

  it('show one column for each mandatory course, four at most, with the due date that is the same for all', () => {
    const other = (title: string) => ({ ...ASKED, title, firstDue: '2026-11-27' as const });
    const five = [ASKED, ...['甲', '乙', '丙', '丁'].map(other)];
    expect(headingsOf(five)).toEqual([
      ...['氏名', '所属', '職名'],
      ...['情報セキュリティ 期限 令和8年12月25日', '甲', '乙', '丙', 'ほかの講座'],
    ]);
    expect(headingsOf([ASKED])).toHaveLength(4);
  });

  it('say of each course how it stands, and when it is due where that differs', () => {
    const member = aMember('open', '2026-11-13');
    const cellOf = (asked: TeamAsked, of: TeamMember = member) => {
      const column = teamTabList({ asked: [asked] }, 'open').columns.at(-1);
      const { chip, hint = '', text = '' } = column?.show?.(of) ?? {};
      return { shown: [chip?.label ?? text, hint].join(' ').trim(), value: column?.value(of) };
    };
    expect(cellOf(ASKED)).toEqual({
      shown: '期限超過',
      value: '期限超過(期限 令和8年11月13日)',
    });
    expect(cellOf({ ...ASKED, firstDue: '2026-11-13' }).shown).toBe(
      '期限超過 期限 令和8年11月13日',
    );
    expect(cellOf({ ...ASKED, title: '生成AI' })).toEqual({ shown: '―', value: '' });
    const [course] = member.courses;
    const stateOf = (facts: Partial<TeamCourse>) =>
      cellOf(ASKED, { ...member, courses: course ? [{ ...course, ...facts }] : [] }).value;
    expect([
      stateOf({ state: 'done' }),
      stateOf({ state: 'exempt' }),
      stateOf({ state: 'open', isStarted: true }),
    ]).toEqual(['修了', '免除', '受講中(期限 令和8年11月13日)']);
  });

  it('ask for their own people, in pages of fifty, the nearest due date first', () => {
    expect(teamFilter(readTeamSearch({}))).toMatchObject({
      ...{ standings: ['overdue', 'open', 'started'], isQualified: false, sort: 'due' },
      ...{ page: 1, pageSize: 50 },
    });
    expect(teamFilter(readTeamSearch({ tab: 'open', state: 'done' })).standings).toHaveLength(3);
    expect(teamFilter(readTeamSearch({ tab: 'all', state: 'done' })).standings).toEqual(['done']);
    // Whom やること names as still in time, and no other.
    expect(teamFilter(readTeamSearch({ state: 'coming' })).standings).toEqual(['open', 'started']);
    expect(teamFilter(readTeamSearch({ tab: 'all', state: 'coming' })).standings).toHaveLength(2);
    const roles = teamFilter(
      readTeamSearch({ tab: 'roles', page: '2', q: ' 花子 ', sort: '-name' }),
    );
    expect(roles).toEqual({
      ...{ search: '花子', isQualified: true, sort: '-name', page: 2, pageSize: 50 },
    });
    expect(readTeamSearch({ tab: 'x', state: 'x', sort: 'x', page: '-1', q: '' })).toEqual({
      ...{ tab: 'open', page: 1 },
    });
  });

  it('let the head note whom they spoke to, nobody else and nobody of themselves', () => {
    const own = { ...aMember('open'), personId: 'head' as TeamMember['personId'] };
    const spoken = { ...aMember('open'), promptedOn: '2026-11-13' as const };
    const today = { ...spoken, promptedOn: '2026-11-16' as const };
    const rows = aTeam([], [own, aMember('open'), spoken, today]);
    const headings = (query: object, frame = FRAME) =>
      shown(rows, query, frame).members.headings.map(({ text }) => text);
    expect(headings({})).not.toContain('声かけ');
    const frame = { ...FRAME, prompter: 'head', refused: new Set(['p']) };
    expect(headings({}, frame)).toContain('声かけ');
    expect(headings({ tab: 'all' }, frame)).not.toContain('声かけ');
    const view = shown(rows, { state: 'open' }, frame);
    expect(view.prompting).toBe('/team/0101/prompt?state=open');
    const slots = view.members.rows.map(({ cells }) => cells.at(-1)?.slot);
    expect(slots).toMatchObject([
      // Nothing at all for oneself: a phone would set a dot before it.
      null,
      { canChoose: true, isChosen: true, day: '' },
      { canChoose: true, day: '令和8年11月13日', undo: '/team/0101/undo-prompts?state=open' },
      { canChoose: false, day: '令和8年11月16日' },
    ]);
    expect(shown(rows, {}, FRAME).prompting).toBe('');
  });

  it('keep what is asked for in the links to files, pages and orders', () => {
    const team = { ...aTeam([], [aMember('open'), aMember('open')]), total: 120 };
    const view = shown(team, { tab: 'all', state: 'open', q: '花' });
    const query = `tab=all&q=${encodeURIComponent('花')}&state=open`;
    expect(view.files.links.map((it) => it.href)).toEqual(
      ['csv', 'xlsx', 'html'].map((ending) => `/team/0101/people.${ending}?${query}`),
    );
    expect(view.pages?.next).toBe(`/team/0101?${query}&page=2`);
    expect(view.members.headings[0]?.href).toBe(`/team/0101?${query}&sort=name`);
    expect(view.tabs.map((it) => [it.label, it.isCurrent])).toEqual([
      ['終わっていない人(2名)', false],
      ['役割・資格(0名)', false],
      ['全員(2名)', true],
    ]);
    // In a team of one unit its name stands once.
    expect(view.members.constants).toEqual([{ heading: '所属', text: '税務課' }]);
  });

  it('have files of what they show', () => {
    const names = (['open', 'roles', 'all'] as const).map(
      (tab) => teamTabList({ asked: [] }, tab).name,
    );
    expect(names).toEqual(['終わっていない人の一覧', '役割と資格のある人の一覧', '職員の一覧']);
    const holder = { ...aMember('done'), isHolder: true };
    const held = teamTabList({ asked: [] }, 'roles').columns.find(
      ({ key }) => key === 'itPassport',
    );
    expect([held?.value(holder), held?.show?.(holder).chip?.label]).toEqual(['取得', '取得']);
  });
});

describe('Several units without a leader', () => {
  it('are one thing to do', () => {
    const other = { ...VACANT, code: '0102', name: '総務課' };
    const [first] = shown(aTeam([VACANT, other], []), {}).todos;
    expect(first?.text).toContain('足りない課が2あります(税務課、総務課)');
    expect(first?.href).toBe('/team/0101?tab=roles');
  });
});
