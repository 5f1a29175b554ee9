import { type LibTest, startLibTest, TestFigures, rewriteHistory } from '@app/testing';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';
import { PaperNoticeQueries } from './paper-notices.queries';

describe('紙・口頭で伝える一覧', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let taxId: string;
  let departmentId: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    figures = new TestFigures(lib.database);
    departmentId = await lib.city.addUnit({
      name: '総務部',
      kind: 'department',
      countsForLeaderKpi: false,
    });
    taxId = await lib.city.addUnit({
      name: '税務課',
      parentId: departmentId,
      countsForLeaderKpi: false,
    });
  });

  afterEach(() => lib.close());

  it('shows a head what is mandatory, not what somebody chose freely', async () => {
    const personId = await onPaper();
    await due(personId, '必修の研修');
    await due(personId, '自分で選んだ講座', { isMandatory: false });
    await lib.get(PlanReminders).run();
    expect(await texts([taxId])).toEqual(['必修の研修']);
    expect(await texts(null)).toEqual(['必修の研修', '自分で選んだ講座']);
  });

  it('leaves out what was finished, exempted, withdrawn or put off since, and who is away', async () => {
    const still = await onPaper();
    await due(still, '残っている');
    const NOW = '2026-11-16T12:00:00+09:00';
    const changeAssignment = (change: string) => (courseId: string) =>
      lib.database.execute(`${change} FROM course_assignments WHERE course_id = $1`, [courseId]);
    const changes: (() => Promise<unknown>)[] = [];
    for (const [title, change] of [
      ['修了した', (courseId: string) => figures.complete(still, courseId, NOW)],
      ['免除された', (courseId: string) => figures.exempt(still, courseId, NOW)],
      [
        '期限が延びた',
        (courseId: string) =>
          rewriteHistory(
            lib.database,
            `UPDATE course_assignments SET due_on = '2026-12-25' WHERE course_id = $1`,
            [courseId],
          ),
      ],
      [
        '指定が取り消された',
        changeAssignment(
          `INSERT INTO assignment_withdrawals_history (id, assignment_id, withdrawn_on, recorded_at)
           SELECT gen_random_uuid(), id, '2026-11-16', '2026-11-16 12:00+09'`,
        ),
      ],
    ] as const) {
      const courseId = await due(still, title);
      changes.push(() => change(courseId));
    }
    const away = await onPaper();
    await due(away, '育休に入った');
    await lib.get(PlanReminders).run();
    expect(await texts([taxId])).toHaveLength(6);
    for (const change of changes) await change();
    await figures.addAbsence(away, 'parental_leave', { from: '2026-11-16' });
    expect(await texts([taxId])).toEqual(['残っている']);
    expect(await texts(null)).toEqual(['残っている']);
  });

  it('names a vacancy as long as it lasts, and to a head only the own', async () => {
    await rewriteHistory(
      lib.database,
      `UPDATE org_unit_periods SET counts_for_leader_kpi = true WHERE org_unit_id = $1`,
      [taxId],
    );
    const otherId = await lib.city.addUnit({ name: '福祉課', parentId: departmentId });
    const clerk = await lib.city.addPerson({ unitId: taxId });
    await lib.city.addPerson({ unitId: otherId });
    const officer = await onPaper();
    await lib.city.addAccount(officer, 'program_office');
    await lib.get(PlanReminders).run();
    expect(await texts(null)).toEqual(['福祉課', '税務課'].sort());
    expect(await texts([taxId])).toEqual(['税務課']);
    await figures.addAppointment({ personId: clerk, unitId: taxId });
    expect(await texts([taxId])).toEqual([]);
  });

  it('names a term that runs out until somebody ended or renewed it', async () => {
    const leader = await onPaper();
    const id = await figures.addAppointment({
      personId: leader,
      unitId: taxId,
      termEnd: '2026-12-31',
    });
    await lib.get(PlanReminders).run();
    expect(await kinds([taxId])).toEqual(['term_ending']);
    await rewriteHistory(
      lib.database,
      `UPDATE role_appointments SET valid_to = '2026-11-16', end_reason = 'resigned' WHERE id = $1`,
      [id],
    );
    expect(await kinds([taxId])).toEqual([]);
  });

  const list = (unitIds: readonly string[] | null) =>
    lib
      .get(PaperNoticeQueries)
      .listPaperNotices({ since: '2026-11-01', unitIds, limit: 20, offset: 0 });

  async function texts(unitIds: readonly string[] | null): Promise<string[]> {
    const { rows, total } = await list(unitIds);
    expect(total).toBe(rows.length);
    return rows.map((row) => row.text).sort();
  }

  async function kinds(unitIds: readonly string[] | null): Promise<string[]> {
    return (await list(unitIds)).rows.map((row) => row.kind);
  }

  async function onPaper(): Promise<string> {
    return lib.city.addPerson({ unitId: taxId, email: null });
  }

  async function due(
    personId: string,
    title: string,
    facts: { readonly isMandatory?: boolean } = {},
  ): Promise<string> {
    const courseId = await figures.addCourse(title);
    await figures.addEnrollment({ personId, courseId, dueOn: '2026-11-17', ...facts });
    return courseId;
  }
});
