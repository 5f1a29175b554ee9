import { Conflict, InvalidInput, type LocalDate, NotAllowed } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest, TestCourses } from '@app/testing';
import { CoursesModule } from '../courses.module';
import { EnrollmentQueries } from '../enrollment/enrollments.queries';
import { MandatoryQueries } from '../enrollment/mandatory.queries';
import { ClosingQueries } from './closings.queries';
import { ClosingsService } from './closings.service';

const PROGRAM_OFFICE = anActor({ roles: ['staff', 'program_office'] });
const CLOSE_DAY = '2027-04-20T09:00:00+09:00';

describe('The year-end closing', () => {
  let test: LibTest;
  let service: ClosingsService;
  let queries: ClosingQueries;
  let open: string;

  beforeEach(async () => {
    test = await startLibTest(CoursesModule);
    await test.city.register(PROGRAM_OFFICE);
    service = test.get(ClosingsService);
    queries = test.get(ClosingQueries);
    const courses = new TestCourses(test.database);
    const course = await courses.addCourse({ fiscalYear: 2026 });
    const assigned = { course, cycle: 2026, dueOn: '2026-12-18' } as const;
    open = await test.city.addPerson();
    const away = await test.city.addPerson();
    await courses.addMandatory({ ...assigned, personId: open });
    await courses.addMandatory({ ...assigned, personId: away });
    await courses.addMandatory({
      ...assigned,
      personId: await test.city.addPerson(),
      completedAt: '2026-10-01T09:00:00+09:00',
    });
    await courses.addMandatory({
      ...assigned,
      personId: await test.city.addPerson(),
      exemptedAt: '2026-10-01T09:00:00+09:00',
    });
    await test.city.addAbsence(away, 'parental_leave', { from: '2026-06-01' });
  });

  afterEach(() => test.close());

  const stateOn = async (asOf: LocalDate) =>
    (await test.get(MandatoryQueries).listStates({ asOf, personIds: [open] })).map(
      (it) => it.state,
    );

  it('shows what is open and why, and the figures before and after', async () => {
    test.clock.set(CLOSE_DAY);
    expect((await queries.listOpen(2026)).map((row) => row.whyOpen).sort()).toEqual([
      'absent',
      'not_started',
    ]);
    const before = { total: 3, completed: 1, exempted: 1, closed: 0, open: 1, openPeople: 1 };
    expect(await queries.previewFigures(2026)).toEqual({
      before: { ...before, absent: 1, otherTypes: 0 },
      after: { ...before, closed: 1, open: 0, openPeople: 0, absent: 0, otherTypes: 0 },
    });
    const everybody = { employmentTypes: null, leavesOutAbsent: false };
    expect((await queries.previewFigures(2026, everybody)).before).toMatchObject({
      ...{ total: 4, open: 2, openPeople: 2, absent: 0 },
    });
    expect((await queries.listOpen(2026)).map((row) => row.leftOutBy).sort()).toEqual([
      'absent',
      null,
    ]);
  });

  it('closes what is open, keeps the days before, and is undone until the next one', async () => {
    test.clock.set(CLOSE_DAY);
    const home = async () => test.get(EnrollmentQueries).listOwnLearning(open);
    expect(await home()).toMatchObject([{ isCarriedOver: true, year: 2026 }]);
    const { after } = await queries.previewFigures(2026);
    expect(await service.close(PROGRAM_OFFICE, 2026, '年度末の整理')).toBe(2);
    expect((await queries.previewFigures(2026)).before).toEqual(after);
    expect(await home()).toEqual([]);
    expect(await stateOn('2027-04-20')).toEqual([]);
    expect(await stateOn('2027-04-19')).toEqual(['overdue']);
    await expect(service.close(PROGRAM_OFFICE, 2026, 'もう一度')).rejects.toThrow(Conflict);

    await expect(service.undo(PROGRAM_OFFICE, 2025)).rejects.toThrow(/いちばん新しい年度締めだけ/);
    expect(await service.undo(PROGRAM_OFFICE, 2026)).toBe(2026);
    expect(await home()).toMatchObject([{ isCarriedOver: true }]);
    await expect(service.undo(PROGRAM_OFFICE, 2026)).rejects.toThrow(Conflict);
    expect(await service.close(PROGRAM_OFFICE, 2026, '改めて')).toBe(2);
    const audit = await rowsOf<{ action: string }>(
      test.database,
      `SELECT action FROM audit_entries WHERE subject_type = 'cycle_closing' ORDER BY id`,
    );
    expect(audit.map((it) => it.action)).toEqual([
      'cycle_closing.made',
      'cycle_closing.undone',
      'cycle_closing.made',
    ]);
  });

  it('refuses a year that runs, one with nothing open, no reason, and whoever may not', async () => {
    await expect(service.close(PROGRAM_OFFICE, 2026, '理由')).rejects.toThrow(InvalidInput);
    test.clock.set(CLOSE_DAY);
    await expect(service.close(PROGRAM_OFFICE, 2026, ' ')).rejects.toThrow(InvalidInput);
    await expect(service.close(PROGRAM_OFFICE, 2024, '理由')).rejects.toThrow(Conflict);
    for (const roles of [['staff'], ['staff', 'hr'], ['staff', 'auditor']] as const) {
      await expect(service.close(anActor({ roles }), 2026, '理由')).rejects.toThrow(NotAllowed);
      await expect(service.undo(anActor({ roles }), 2026)).rejects.toThrow(NotAllowed);
    }
  });
});
