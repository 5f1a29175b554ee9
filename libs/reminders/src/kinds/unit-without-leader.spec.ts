import type { LocalDate } from '@app/platform';
import {
  addNomination,
  type LibTest,
  rewriteHistory,
  rowsOf,
  startLibTest,
  TestFigures,
} from '@app/testing';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

const TODAY = '2026-11-16';

describe('Reminders of units without a leader', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let plan: PlanReminders;
  let departmentId: string;
  let taxId: string;
  let office: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    figures = new TestFigures(lib.database);
    plan = lib.get(PlanReminders);
    departmentId = await lib.city.addUnit({
      name: '総務部',
      kind: 'department',
      countsForLeaderKpi: false,
    });
    taxId = await lib.city.addUnit({ name: '税務課', parentId: departmentId });
    office = await lib.city.addPerson({ name: '推進　室員', unitId: departmentId });
    await lib.city.addAccount(office, 'program_office');
  });

  afterEach(async () => {
    await lib.close();
  });

  it('tells the head and the programme office once a month that a unit has no leader', async () => {
    const head = await lib.city.addPerson({ name: '課長', unitId: taxId, isManagerial: true });
    await lib.city.addPerson({ unitId: taxId });
    expect(await plan.run(TODAY)).toMatchObject({ entries: 2, digests: 2 });
    expect(await ledger()).toEqual(
      expect.arrayContaining([
        {
          kind: 'unit_without_leader',
          person: head,
          text: '税務課',
          due_on: '2026-11-01',
          lead: 0,
          link: '/team',
        },
        {
          kind: 'unit_without_leader',
          person: office,
          text: '税務課',
          due_on: '2026-11-01',
          lead: 0,
          link: '/coverage',
        },
      ]),
    );
    expect(await plan.run('2026-11-17')).toMatchObject({ entries: 0 });
    expect(await plan.run('2026-12-01')).toMatchObject({ entries: 2 });
  });

  it('says whose step is awaited where a recommendation is running: there is no leader all the same', async () => {
    const personId = await lib.city.addPerson({ unitId: taxId });
    const by = await lib.city.addAccount(await lib.city.addPerson());
    const days = {
      nominatedOn: '2026-11-02',
      consentBy: '2026-11-20',
      since: '2026-11-02',
    } as const;
    const state = 'nominated' as const;
    await addNomination(lib.database, { personId, unitId: taxId, by, stepBy: by, state, ...days });
    await plan.run(TODAY);
    await plan.run('2026-12-01');
    const texts = async () =>
      (await ledger()).filter(({ kind }) => kind === 'unit_without_leader').map((it) => it.text);
    expect(await texts()).toEqual(['税務課(推薦中: 本人の同意待ち)', '税務課']);
    const own = await lib.city.addAccount(personId);
    await rewriteHistory(lib.database, 'DELETE FROM nominations_history');
    const consented = { ...days, state: 'consented', stepBy: own } as const;
    await addNomination(lib.database, { personId, unitId: taxId, by, ...consented });
    await plan.run('2027-01-04');
    expect((await texts()).at(-1)).toBe('税務課(推薦中: DX推進室の決定待ち)');
  });

  it('is content with a leader who is there, and not with one who is on leave or transferred', async () => {
    const leader = await lib.city.addPerson({ unitId: taxId });
    await lib.city.addPerson({ unitId: taxId });
    await figures.addAppointment({ personId: leader, unitId: taxId });
    expect(await plan.run(TODAY)).toMatchObject({ entries: 0 });
    await figures.addAbsence(leader, 'sick_leave', { from: '2026-11-17', to: '2026-11-24' });
    expect(await plan.run('2026-11-17')).toMatchObject({ entries: 1 });
    await lib.city.transfer(leader, departmentId, '2026-12-01');
    expect(await plan.run('2026-11-30')).toMatchObject({ entries: 0 });
    expect(await plan.run('2026-12-01')).toMatchObject({ entries: 1 });
  });

  it.each([
    ['a day of the month', '2026-11-17', '2026-11-18', '空白になりました'],
    ['the last day of the month before', '2026-10-31', '2026-11-02', '空白になりました'],
    // Nobody is told on a Saturday or a Sunday, so the first office day of the next month is the first to tell of it.
    ['a closed end of the month before', '2026-10-30', '2026-11-02', '空白になりました'],
    ['the last office day but one', '2026-10-29', '2026-11-02', '空白が続いています(月に1回)'],
  ] as const)(
    'calls a vacancy new where nobody was told in an earlier month: after %s',
    async (_name, termEnd, day, reason) => {
      const leader = await lib.city.addPerson({ unitId: taxId });
      await lib.city.addPerson({ unitId: taxId });
      const termStart = '2026-04-01';
      await figures.addAppointment({ personId: leader, unitId: taxId, termStart, termEnd });
      await plan.run(day);
      expect(await reasons()).toEqual([reason]);
      await plan.run('2026-12-01');
      expect(await reasons()).toEqual([...new Set([reason, '空白が続いています(月に1回)'])]);
    },
  );

  it('is content with one leader where the rule asks for two: too few is not none', async () => {
    await rewriteHistory(
      lib.database,
      `UPDATE counting_rules SET definition = definition || '{"minimumLeaders":2}'`,
    );
    const leader = await lib.city.addPerson({ unitId: taxId });
    await figures.addAppointment({ personId: leader, unitId: taxId, termEnd: '2026-12-15' });
    await lib.city.addPerson({ unitId: taxId });
    const vacancies = async (day: LocalDate) => {
      await plan.run(day);
      return (await ledger()).filter(({ kind }) => kind === 'unit_without_leader').length;
    };
    expect(await vacancies(TODAY)).toBe(0);
    expect(await vacancies('2026-12-15')).toBe(0);
    expect(await vacancies('2026-12-16')).toBe(1);
  });

  it('leaves out units that do not count or have no regular staff', async () => {
    const branch = await lib.city.addUnit({ name: '支所', countsForLeaderKpi: false });
    await lib.city.addPerson({ unitId: branch });
    await lib.city.addPerson({ unitId: taxId, employmentType: 'part_time' });
    expect(await plan.run(TODAY)).toMatchObject({ entries: 0 });
  });

  it('goes to the highest present head, else to the head above; one person twice responsible hears once', async () => {
    const chief = await lib.city.addPerson({
      name: '部長',
      unitId: departmentId,
      isManagerial: true,
      postTitle: '部長',
    });
    const head = await lib.city.addPerson({
      name: '課長',
      unitId: taxId,
      isManagerial: true,
      postTitle: '課長',
    });
    await lib.city.addPerson({
      name: '所長',
      unitId: taxId,
      isManagerial: true,
      postTitle: '所長',
    });
    await plan.run(TODAY);
    expect((await ledger()).map(({ person }) => person).sort()).toEqual([head, office].sort());
    await figures.addAbsence(head, 'sick_leave', { from: '2026-12-01' });
    await rewriteHistory(
      lib.database,
      `UPDATE postings SET valid_to = '2026-12-01' WHERE post_title = '所長'`,
    );
    await lib.city.addAccount(chief, 'program_office');
    expect(await plan.run('2026-12-01')).toMatchObject({ entries: 2 });
    const december = (await ledger()).filter(({ due_on }) => due_on === '2026-12-01');
    expect(december).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ person: chief, link: '/team' }),
        expect.objectContaining({ person: office }),
      ]),
    );
  });

  it('goes to whoever acts for an absent head, and to nobody else when the head is suspended', async () => {
    const head = await lib.city.addPerson({ unitId: taxId, isManagerial: true, postTitle: '課長' });
    const accountId = await lib.city.addAccount(head);
    await lib.city.addPerson({ unitId: taxId, isManagerial: true, postTitle: '係長' });
    const acting = await lib.city.addPerson({ unitId: departmentId });
    await lib.city.addPosting({
      ...{ personId: acting, unitId: taxId, kind: 'acting', postTitle: '事務取扱' },
      ...{ isManagerial: true, validFrom: '2026-11-16' },
    });
    await figures.addAbsence(head, 'sick_leave', { from: TODAY, to: '2026-12-01' });
    await plan.run(TODAY);
    expect(await told('2026-11-01')).toEqual([acting, office].sort());
    await lib.database.execute('UPDATE accounts SET suspended_at = $2 WHERE id = $1', [
      accountId,
      '2026-11-30',
    ]);
    await plan.run('2026-12-01');
    expect(await told('2026-12-01')).toEqual([office]);
  });

  async function reasons(): Promise<string[]> {
    const rows = await rowsOf<{ reason: string }>(
      lib.database,
      `SELECT DISTINCT due_on, reason FROM reminder_ledger WHERE kind = 'unit_without_leader' ORDER BY due_on`,
    );
    return [...new Set(rows.map((row) => row.reason))];
  }

  async function told(month: string): Promise<string[]> {
    const entries = (await ledger()).filter(({ due_on }) => due_on === month);
    return entries.map(({ person }) => person).sort();
  }

  async function ledger() {
    return rowsOf<{
      kind: string;
      person: string;
      text: string;
      due_on: string;
      lead: number;
      link: string;
    }>(
      lib.database,
      'SELECT kind, recipient_person_id AS person, text, due_on, lead, link FROM reminder_ledger ORDER BY due_on, id',
    );
  }
});
