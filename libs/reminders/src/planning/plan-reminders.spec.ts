import { randomUUID } from 'node:crypto';
import {
  anActor,
  type LibTest,
  rowOf,
  rowsOf,
  startLibTest,
  TestFigures,
  rewriteHistory,
} from '@app/testing';
import { AuditCheck, JobQueue, type LocalDate, NotAllowed } from '@app/platform';
import { PaperNoticeQueries } from '../reading/paper-notices.queries';
import { RemindersModule } from '../reminders.module';
import { PlanReminders } from './plan-reminders';

const TODAY: LocalDate = '2026-11-16';

describe('PlanReminders', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let plan: PlanReminders;
  let unitId: string;
  let courseId: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    figures = new TestFigures(lib.database);
    plan = lib.get(PlanReminders);
    unitId = await lib.city.addUnit({ name: '総務課', countsForLeaderKpi: false });
    courseId = await figures.addCourse('生成AI活用 L1', 'ai-l1');
  });

  afterEach(async () => {
    await lib.close();
  });

  it('plans what is due at its offsets and overdue, one digest per person', async () => {
    const personId = await person();
    const other = await figures.addCourse('情報セキュリティ L1', 'security-l1');
    await due(personId, '2026-11-26');
    await due(personId, '2026-11-13', other);
    await due(await person(), '2026-12-08');

    expect(await plan.run(TODAY)).toEqual({
      day: TODAY,
      isOfficeDay: true,
      entries: 2,
      digests: 1,
    });
    const entries = await ledger();
    expect(entries).toEqual([
      expect.objectContaining({
        kind: 'learning_overdue',
        lead: -1,
        due_on: '2026-11-13',
        text: '情報セキュリティ L1',
        link: '/courses/security-l1?year=2026',
      }),
      expect.objectContaining({
        kind: 'learning_due',
        lead: 7,
        due_on: '2026-11-26',
        reason: '期限の7開庁日前',
      }),
    ]);
    const digest = await rowOf<{ id: string; message_id: string }>(
      lib.database,
      'SELECT id, message_id FROM reminder_digests',
    );
    expect(digest?.message_id).toBe(`${digest?.id ?? ''}@127.0.0.1`);
    expect(await lib.get(JobQueue).counts()).toMatchObject({ waiting: 1 });
  });

  it('writes nothing the second time, and by nobody twice when several plan at once', async () => {
    for (let count = 0; count < 20; count++) await due(await person(), '2026-11-17');
    const results = await Promise.all([plan.run(TODAY), plan.run(TODAY), plan.run(TODAY)]);
    expect(results.reduce((sum, { entries }) => sum + entries, 0)).toBe(20);
    expect(results.reduce((sum, { digests }) => sum + digests, 0)).toBe(20);
    expect(await plan.run(TODAY)).toMatchObject({ entries: 0, digests: 0 });
    expect(await ledger()).toHaveLength(20);
    expect(await lib.get(JobQueue).counts()).toMatchObject({ waiting: 20 });
    expect(await count('audit_entries', `action = 'reminders.planned'`)).toBe(1);
  });

  it('leaves nothing behind, not even a job, when it fails at the end', async () => {
    await due(await person(), '2026-11-17');
    const failing = lib.database.transaction(async () => {
      await plan.run(TODAY);
      throw new Error('killed');
    });
    await expect(failing).rejects.toThrow('killed');
    expect(await ledger()).toEqual([]);
    expect(await lib.get(JobQueue).counts()).toMatchObject({ waiting: 0 });
    expect(await plan.run(TODAY)).toMatchObject({ entries: 1 });
  });

  it('makes up for missed offsets with the nearest one only', async () => {
    const personId = await person();
    await due(personId, '2026-11-19'); // 3 office days: 14 and 7 are past
    await plan.run(TODAY);
    expect((await ledger()).map(({ lead }) => lead)).toEqual([7]);
    await plan.run('2026-11-17');
    expect(await ledger()).toHaveLength(1);
    await plan.run('2026-11-18');
    expect((await ledger()).map(({ lead }) => lead)).toEqual([7, 1]);
  });

  it('reminds of the same thing again when its due date is moved', async () => {
    const personId = await person();
    await due(personId, '2026-11-17');
    await plan.run(TODAY);
    await rewriteHistory(lib.database, `UPDATE course_assignments SET due_on = '2026-11-26'`);
    await plan.run(TODAY);
    expect((await ledger()).map(({ due_on, lead }) => [due_on, lead])).toEqual([
      ['2026-11-17', 1],
      ['2026-11-26', 7],
    ]);
  });

  it('is silent on office holidays, national and of the city', async () => {
    await lib.database.execute(
      `INSERT INTO office_holidays_history (day, name, recorded_at) VALUES ('2026-11-17', '市制記念日', '2026-11-01')`,
    );
    await due(await person(), '2026-11-17');
    for (const day of [
      '2026-11-15',
      '2026-11-17',
      '2026-11-23',
      '2026-12-29',
      '2027-01-03',
    ] as const) {
      expect(await plan.run(day)).toEqual({ day, isOfficeDay: false, entries: 0, digests: 0 });
    }
    expect(await ledger()).toEqual([]);
  });

  it('reminds nobody who is away, gone, not yet there or suspended, and of nothing that is done', async () => {
    const onLeave = await person();
    await figures.addAbsence(onLeave, 'parental_leave', { from: '2026-06-01' });
    const seconded = await person();
    await figures.addAbsence(seconded, 'seconded', { from: '2026-04-01', to: '2026-11-17' });
    const left = await lib.city.addPerson({ employedTo: TODAY });
    const future = await lib.city.addPerson({ employedFrom: '2026-11-17' });
    const suspended = await person();
    const accountId = await lib.city.addAccount(suspended);
    await lib.database.execute(`UPDATE accounts SET suspended_at = '2026-11-01' WHERE id = $1`, [
      accountId,
    ]);
    for (const personId of [onLeave, seconded, left, future, suspended])
      await due(personId, '2026-11-17');
    await figures.addEnrollment({
      personId: await person(),
      courseId,
      dueOn: '2026-11-17',
      completedAt: '2026-11-01',
    });
    await figures.addEnrollment({
      personId: await person(),
      courseId,
      dueOn: '2026-11-17',
      exemptedAt: '2026-11-01',
    });
    await figures.addEnrollment({ personId: await person(), courseId, dueOn: null });
    expect(await plan.run(TODAY)).toMatchObject({ entries: 0, digests: 0 });
    // The secondment ends, the newcomer comes: both have thirty days now, and hear of it when they are nearly over.
    expect(await plan.run('2026-11-17')).toMatchObject({ entries: 0 });
    expect(await plan.run('2026-12-16')).toMatchObject({ entries: 2 });
    expect((await ledger()).map(({ due_on, lead }) => [due_on, lead])).toEqual([
      ['2026-12-17', 1],
      ['2026-12-17', 1],
    ]);
  });

  it('names what was carried over from last year beside this year’s, as every page does, until it is done', async () => {
    const personId = await person();
    await figures.addEnrollment({ personId, courseId, dueOn: '2026-03-31', cycle: 2025 });
    await figures.addEnrollment({ personId, courseId, dueOn: '2026-11-17', cycle: 2026 });
    await plan.run(TODAY);
    expect(await ledger()).toEqual([
      expect.objectContaining({
        due_on: '2026-03-31',
        kind: 'learning_overdue',
        text: '生成AI活用 L1(令和7年度分)',
        link: '/courses/ai-l1?year=2025',
      }),
      expect.objectContaining({ due_on: '2026-11-17', text: '生成AI活用 L1' }),
    ]);
    await figures.complete(personId, courseId, '2026-11-17', 2025);
    await plan.run('2026-11-24');
    expect((await ledger()).filter(({ due_on }) => due_on === '2026-03-31')).toHaveLength(1);
  });

  it('does not nag about a withdrawn assignment', async () => {
    await due(await person(), '2026-11-17');
    await lib.database.execute(
      `INSERT INTO assignment_withdrawals_history (id, assignment_id, withdrawn_on, recorded_at)
       SELECT gen_random_uuid(), id, '2026-11-01', '2026-11-01' FROM course_assignments`,
    );
    expect(await plan.run(TODAY)).toMatchObject({ entries: 0 });
  });

  it('gives a person with two posts one digest', async () => {
    const personId = await person();
    const second = await lib.city.addUnit({ name: '税務課', countsForLeaderKpi: false });
    await lib.city.addPosting({ personId, unitId: second, kind: 'concurrent' });
    await due(personId, '2026-11-17');
    expect(await plan.run(TODAY)).toMatchObject({ entries: 1, digests: 1 });
  });

  it('plans a sheet of paper for people without a mail address', async () => {
    await due(await lib.city.addPerson({ unitId, email: null }), '2026-11-17');
    await due(await lib.city.addPerson({ unitId, email: '' }), '2026-11-17');
    await plan.run(TODAY);
    expect(await count('reminder_digests', `state = 'no_mailbox'`)).toBe(2);
    expect(await lib.get(JobQueue).counts()).toMatchObject({ waiting: 0 });
    const notices = lib.get(PaperNoticeQueries);
    const page = { since: '2026-11-01', limit: 10, offset: 0 } as const;
    expect(await notices.listPaperNotices({ ...page, unitIds: [unitId] })).toMatchObject({
      total: 2,
    });
    expect(await notices.listPaperNotices({ ...page, unitIds: null })).toMatchObject({ total: 2 });
    expect(await notices.listPaperNotices({ ...page, unitIds: [randomUUID()] })).toEqual({
      rows: [],
      total: 0,
    });
  });

  it("keeps what comes after today's mail for the next office day", async () => {
    const personId = await person();
    await due(personId, '2026-11-17');
    await plan.run(TODAY);
    await lib.database.execute(
      `UPDATE reminder_digests SET state = 'sent', sent_at = '2026-11-16 08:31+09'`,
    );
    await due(personId, '2026-11-26', await figures.addCourse('後から指定'));
    expect(await plan.run(TODAY)).toMatchObject({ entries: 1, digests: 0 });
    expect(await count('reminder_ledger', 'digest_id IS NULL')).toBe(1);
    expect(await plan.run('2026-11-17')).toMatchObject({ digests: 1 });
    expect(await count('reminder_ledger', 'digest_id IS NULL')).toBe(0);
  });

  it('adds to a mail of today that has not gone yet', async () => {
    const personId = await person();
    await due(personId, '2026-11-17');
    await plan.run(TODAY);
    await due(personId, '2026-11-26', await figures.addCourse('後から指定'));
    expect(await plan.run(TODAY)).toMatchObject({ entries: 1, digests: 0 });
    expect(await count('reminder_digests', 'true')).toBe(1);
    expect(await count('reminder_ledger', 'digest_id IS NULL')).toBe(0);
  });

  it("puts what never got away into the next office day's mail", async () => {
    await due(await person(), '2026-11-26');
    await plan.run(TODAY);
    expect(await plan.run('2026-11-17')).toMatchObject({ entries: 0, digests: 1 });
    const digests = await rowsOf<{ day: LocalDate; state: string; entries: number }>(
      lib.database,
      `SELECT day, state, (SELECT count(*)::int FROM reminder_ledger l WHERE l.digest_id = d.id) AS entries
       FROM reminder_digests d ORDER BY day`,
    );
    expect(digests).toEqual([
      { day: '2026-11-16', state: 'dropped', entries: 0 },
      { day: '2026-11-17', state: 'planned', entries: 1 },
    ]);
  });

  it('may be started by the programme office only, and says who did', async () => {
    await expect(plan.planToday(anActor({ roles: ['staff', 'auditor'] }))).rejects.toThrow(
      NotAllowed,
    );
    await due(await person(), '2026-11-17');
    const office = anActor({ roles: ['program_office'] });
    await plan.planToday(office);
    const entry = await rowOf(
      lib.database,
      'SELECT actor_account_id, actor_label, subject_id, detail FROM audit_entries',
    );
    expect(entry).toEqual({
      actor_account_id: office.accountId,
      actor_label: '',
      subject_id: TODAY,
      detail: { entries: 1, digests: 1 },
    });
    expect((await lib.get(AuditCheck).run()).problem).toBeNull();
  });

  async function person(): Promise<string> {
    return lib.city.addPerson({ unitId });
  }

  async function due(personId: string, dueOn: LocalDate, course = courseId): Promise<void> {
    await figures.addEnrollment({ personId, courseId: course, dueOn });
  }

  async function ledger() {
    return rowsOf<{
      kind: string;
      lead: number;
      due_on: string;
      text: string;
      reason: string;
      link: string;
    }>(
      lib.database,
      'SELECT kind, lead, due_on, text, reason, link FROM reminder_ledger ORDER BY due_on, lead DESC',
    );
  }

  async function count(table: string, where: string): Promise<number> {
    const row = await rowOf<{ n: number }>(
      lib.database,
      `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`,
    );
    return row?.n ?? -1;
  }
});
