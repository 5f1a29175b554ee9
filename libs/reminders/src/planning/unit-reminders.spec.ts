import { type LibTest, startLibTest, TestFigures, rewriteHistory } from '@app/testing';
import { ReminderQueries } from '../reading/reminders.queries';
import { RemindersModule } from '../reminders.module';
import { PlanReminders } from './plan-reminders';

const TODAY = '2026-11-16';

describe('Reminders about units and terms', () => {
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

  it("announces the end of a leader's term to leader, head and programme office, once", async () => {
    const head = await lib.city.addPerson({ name: '課長', unitId: taxId, isManagerial: true });
    const leader = await lib.city.addPerson({ name: '富山　花子', unitId: taxId });
    // 90 days before Saturday 2027-02-13 is Sunday 2026-11-15.
    await figures.addAppointment({ personId: leader, unitId: taxId, termEnd: '2027-02-13' });
    expect(await plan.run('2026-11-13')).toMatchObject({ entries: 0 });
    expect(await plan.run('2026-11-15')).toMatchObject({ isOfficeDay: false });
    expect(await plan.run(TODAY)).toMatchObject({ entries: 3 });
    expect(await plan.run('2026-11-17')).toMatchObject({ entries: 0 });
    const entries = await ledger();
    expect(new Set(entries.map(({ person }) => person))).toEqual(new Set([head, leader, office]));
    expect(entries[0]).toMatchObject({
      kind: 'term_ending',
      text: '富山　花子(税務課)',
      due_on: '2027-02-13',
      lead: 90,
    });
  });

  it('says nothing of a term that was renewed, ended early, or of a supporter', async () => {
    const [renewed, ended, supporter] = [await staff(), await staff(), await staff()];
    const term = { unitId: taxId, termEnd: '2026-12-31' };
    await figures.addAppointment({ ...term, personId: renewed });
    await figures.addAppointment({
      unitId: taxId,
      personId: renewed,
      termStart: '2027-01-01',
      termEnd: '2029-12-31',
    });
    await figures.addAppointment({ ...term, personId: ended, endedOn: '2026-11-30' });
    await figures.addAppointment({ ...term, personId: supporter, role: 'supporter' });
    expect(await plan.run(TODAY)).toMatchObject({ entries: 0 });
  });

  it('tells the head of the unit where the leader works now, not of the one left behind', async () => {
    const welfareId = await lib.city.addUnit({ name: '福祉課', parentId: departmentId });
    const oldHead = await lib.city.addPerson({ unitId: taxId, isManagerial: true });
    const newHead = await lib.city.addPerson({ unitId: welfareId, isManagerial: true });
    const leader = await lib.city.addPerson({ unitId: taxId });
    await figures.addAppointment({ personId: leader, unitId: taxId, termEnd: '2026-12-31' });
    await lib.city.transfer(leader, welfareId, '2026-10-01');
    await plan.run(TODAY);
    const aboutTerm = (await ledger())
      .filter(({ kind }) => kind === 'term_ending')
      .map(({ person }) => person);
    expect(aboutTerm).toContain(newHead);
    expect(aboutTerm).not.toContain(oldHead);
  });

  it('previews 30 days by the same rules, in the order in which planning then writes them', async () => {
    const head = await lib.city.addPerson({ name: '課長', unitId: taxId, isManagerial: true });
    const leader = await lib.city.addPerson({ name: '富山　花子', unitId: taxId });
    await figures.addAppointment({ personId: leader, unitId: taxId, termEnd: '2026-12-10' });
    const courseId = await figures.addCourse('生成AI活用 L1');
    await figures.addEnrollment({ personId: head, courseId, dueOn: '2026-11-30' });
    await figures.addEnrollment({ personId: leader, courseId, dueOn: '2026-11-13' });

    const filter = { from: TODAY, to: '2026-12-16', person: '', kind: null, limit: 100, offset: 0 };
    const preview = await lib.get(ReminderQueries).previewReminders(filter);
    expect(await ledger()).toEqual([]);
    expect(preview.total).toBe(preview.rows.length);
    for (let day = 16; day <= 46; day++) {
      await plan.run(
        day <= 30 ? `2026-11-${String(day)}` : `2026-12-${String(day - 30).padStart(2, '0')}`,
      );
    }
    const written = await lib.get(ReminderQueries).listReminders({ ...filter, state: null });
    const key = (row: (typeof preview.rows)[number]) =>
      [row.plannedFor, row.staffNumber, row.kind, row.text, row.dueOn, row.lead, row.reason].join(
        '|',
      );
    expect(written.rows.map(key).sort()).toEqual(preview.rows.map(key).sort());
    expect(preview.rows.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'learning_due',
        'learning_overdue',
        'term_ending',
        'unit_without_leader',
      ]),
    );
    const vacancy = preview.rows.find(({ kind }) => kind === 'unit_without_leader');
    expect(vacancy).toMatchObject({
      plannedFor: '2026-12-11',
      reason: '空白が続いています(月に1回)',
    });
    expect(await lib.get(ReminderQueries).previewReminders(filter)).toEqual({ rows: [], total: 0 });
  });

  it('filters and pages the preview in the database', async () => {
    const courseId = await figures.addCourse('生成AI活用 L1');
    for (const name of ['青木　一郎', '井上　二郎', '青山　三郎']) {
      await figures.addEnrollment({
        personId: await lib.city.addPerson({ name, unitId: departmentId }),
        courseId,
        dueOn: '2026-11-17',
      });
    }
    const filter = {
      from: TODAY,
      to: TODAY,
      person: '青',
      kind: 'learning_due' as const,
      limit: 1,
      offset: 1,
    };
    const page = await lib.get(ReminderQueries).previewReminders(filter);
    expect(page).toMatchObject({
      total: 2,
      rows: [{ personName: '青山　三郎', unitName: '総務部' }],
    });
    expect(
      await lib.get(ReminderQueries).previewReminders({ ...filter, kind: 'term_ending' }),
    ).toMatchObject({ total: 0 });
  });

  async function staff(): Promise<string> {
    return lib.city.addPerson({ unitId: taxId });
  }

  async function ledger() {
    return lib.database.query<{
      kind: string;
      person: string;
      text: string;
      due_on: string;
      lead: number;
      link: string;
    }>(
      'SELECT kind, recipient_person_id AS person, text, due_on, lead, link FROM reminder_ledger ORDER BY due_on, id',
    );
  }
});
