import type { Team, TeamCourse, TeamMember, UnitCoverage } from '@app/coverage';
import type { LocalDate } from '@app/platform';
import { teamSentence } from './team-sentence';
import { teamList } from './team.list';
import { teamView } from './team.views';

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
  return {
    personId: 'p',
    staffNumber: '000002',
    name: '職員　一',
    unitName: '税務課',
    postTitle: '主事',
    mandatoryState,
    courses: [{ title: '情報セキュリティ', dueOn, isCarriedOver: false, state, isStarted: false }],
    isHolder: false,
    roles: [],
  };
}

function aTeam(
  units: readonly UnitCoverage[],
  members: readonly TeamMember[],
  countedIn: string | null = null,
): Team {
  const unit = { unitId: 'u', code: '0101', name: '税務課', parentName: null };
  return { unit, on: '2026-11-16', units, courses: [], countedIn, members };
}

const FRAME = { seesAhead: false, canAppoint: false };

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
    [aTeam([], [], '総務課'), 'リーダーは総務課でまとめて数えます。必修の対象者はいません。'],
    [aTeam([], []), '税務課は、リーダーを数える課ではありません。必修の対象者はいません。'],
  ])('is %#', (team, sentence) => {
    expect(teamSentence(team)).toBe(sentence);
  });
});

describe('What a unit head has to do', () => {
  const todosOf = (team: Team, frame = FRAME) =>
    teamView(team, frame).team.todos.map((it) => it.text);

  it('comes in the order in which it matters', () => {
    const unit: UnitCoverage = { ...VACANT, supporters: [] };
    const texts = todosOf(aTeam([unit], [aMember('open', '2026-11-13'), aMember('open')]));
    expect(texts.map((text) => text.slice(0, 14))).toEqual([
      '税務課にリーダーがいません。',
      '必修の期限を過ぎた人が1名い',
      '必修をまだ終えていない人が1',
      '税務課にサポーターがいません',
    ]);
  });

  it('is nothing when all is well', () => {
    expect(todosOf(aTeam([COVERED], [aMember('done'), aMember('on_leave')]))).toEqual([]);
  });

  it('is to find one more where there are too few leaders, which is no vacancy', () => {
    const short: UnitCoverage = { ...COVERED, state: 'short', leadersNeeded: 2 };
    const { todos, units } = teamView(aTeam([short], []), FRAME).team;
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

  it('leads those who may appoint to the appointment, others to the people', () => {
    const button = (canAppoint: boolean) =>
      teamView(aTeam([VACANT], []), { ...FRAME, canAppoint }).team.todos[0]?.href;
    expect(button(true)).toBe('/appointments/new?unit=0101&role=leader');
    expect(button(false)).toBe('#people');
    const bare: UnitCoverage = { ...COVERED, supporters: [] };
    const labels = (unit: UnitCoverage) =>
      teamView(aTeam([unit], []), FRAME).team.todos.map((it) => it.label);
    expect([labels(VACANT), labels(bare)]).toEqual([
      ['リーダーの候補を選ぶ'],
      ['サポーターの候補を選ぶ'],
    ]);
  });
});

describe('A person on the page', () => {
  /** The cells of the one row, by their headings. */
  const cellsOf = (member: TeamMember) => {
    const [row] = teamView(aTeam([], [member]), FRAME).team.members.rows;
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

  it('is under way as soon as something is begun, or finished beside what is not', () => {
    const member = aMember('open');
    const chipWith = (facts: Partial<TeamCourse>, others: readonly TeamCourse[] = []) => {
      const changed = member.courses.map((course) => ({ ...course, ...facts }));
      return cellsOf({ ...member, courses: [...changed, ...others] }).chip;
    };
    expect(chipWith({ isStarted: true })).toBe('→ 受講中');
    expect(chipWith({ state: 'done' }, member.courses)).toBe('→ 受講中');
    expect(chipWith({ state: 'exempt' }, member.courses)).toBe('□ 未受講');
    expect(chipWith({ isStarted: true }, aMember('open', '2026-11-13').courses)).toBe('× 期限超過');
  });

  it('is told of whom the figures leave out as of everybody, with the remark', () => {
    const uncounted = aMember('employment_type', '2026-11-13');
    expect(cellsOf(uncounted)).toEqual({
      chip: '× 期限超過',
      open: ['情報セキュリティ(期限 令和8年11月13日)'],
      shown: '',
    });
    const inFile = teamList().columns.find(({ key }) => key === 'mandatory');
    expect(inFile?.value(uncounted)).toBe('期限超過、市の数字には含めません');
    expect(cellsOf({ ...uncounted, courses: [] }).chip).toBe('― 対象外(任用区分が対象でない)');
  });

  it('stands in the files with the number, and with everything that is open', () => {
    const member = aMember('open');
    const cells = teamList().columns.map(({ key, value }) => [key, value(member)]);
    expect(Object.fromEntries(cells)).toMatchObject({
      staffNumber: '000002',
      mandatory: '未受講',
      open: '情報セキュリティ(期限 令和8年12月25日)',
    });
  });
});
