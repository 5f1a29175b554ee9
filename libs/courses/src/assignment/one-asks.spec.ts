import { anActor, type LibTest, startLibTest, type TestCourse, TestCourses } from '@app/testing';
import { ClosingQueries } from '../closing/closings.queries';
import { ClosingsService } from '../closing/closings.service';
import { CoursesModule } from '../courses.module';
import { fiscalYearOfRecord } from '../enrollment/enrollment.rules';
import { LearningRecordQueries } from '../enrollment/learning-records.queries';
import { MandatoryQueries } from '../enrollment/mandatory.queries';
import { EnrollmentsService } from '../enrollment/enrollments.service';
import { AssignmentQueries, LEFT_OUT } from './assignments.queries';
import { AssignmentsService, type NewAssignment } from './assignments.service';
import { ExemptionsService } from './exemptions.service';

const OFFICE = anActor({ roles: ['staff', 'program_office'] });

/** Several assignments of one course: one of them asks, and every list says the same of a person. */
describe('Assignments of the same course beside each other', () => {
  let test: LibTest;
  let courses: TestCourses;
  let service: AssignmentsService;
  let queries: AssignmentQueries;
  let course: TestCourse;
  let open: string;
  let done: string;

  beforeEach(async () => {
    test = await startLibTest(CoursesModule);
    courses = new TestCourses(test.database);
    service = test.get(AssignmentsService);
    queries = test.get(AssignmentQueries);
    test.clock.set('2026-11-16T10:00:00+09:00');
    await test.city.register(OFFICE);
    open = await test.city.addPerson({ staffNumber: '000501' });
    done = await test.city.addPerson({ staffNumber: '000502' });
  });

  afterEach(() => test.close());

  const assign = async (facts: Partial<NewAssignment>) => {
    const input: NewAssignment = {
      ...{ courseKey: course.key, fiscalYear: 2026, audience: { kind: 'all_staff' } },
      ...{ isMandatory: true, dueOn: '2026-12-18', reason: '計画', ...facts },
    };
    const { overlaps } = await service.preview(OFFICE, input);
    return service.assign(OFFICE, { ...input, acceptedOverlaps: overlaps.map(({ id }) => id) });
  };
  const finish = (personId: string) =>
    test.get(EnrollmentsService).completeLesson(anActor({ personId }), {
      ...{ courseKey: course.key, lessonKey: '01-lesson', note: '' },
    });
  /** What a list of an assignment says of each person. */
  const listed = async (id: string, state?: typeof LEFT_OUT) => {
    const filter = { limit: 50, offset: 0, ...(state && { state }) };
    const { rows } = await queries.listPeople(id, filter);
    return Object.fromEntries(
      rows.map((row) => [row.staffNumber, [row.state, row.dueOn, row.leftOutBy, row.otherYear]]),
    );
  };
  const numbers = async (id: string) => {
    const { total, completed, overdue, askedElsewhere, settledBefore } =
      (await queries.findAssignment(id)) ?? {};
    return { total, completed, overdue, askedElsewhere, settledBefore };
  };
  /** The obligations as coverage, home, team and reminders read them. */
  const asked = async (personId: string) => {
    const states = test.get(MandatoryQueries);
    const rows = await states.listStates({ asOf: test.clock.today(), personIds: [personId] });
    return rows.map((row) => [row.fiscalYear, row.state, row.dueOn]);
  };

  describe('a course without years, again for the next one', () => {
    let first: string;
    let again: string;

    beforeEach(async () => {
      course = await courses.addCourse({ lessons: [{}] });
      first = await assign({});
      await finish(done);
      test.clock.set('2027-03-31T10:00:00+09:00');
      again = await assign({ fiscalYear: 2027, dueOn: '2027-10-29' });
      test.clock.set('2027-04-01T10:00:00+09:00');
    });

    it('asks once: whoever is asked goes on by the first, whoever had finished is not asked', async () => {
      const later = await test.city.addPerson({
        staffNumber: '000503',
        employedFrom: '2027-04-01',
      });
      expect(await asked(open)).toEqual([[2026, 'overdue', '2026-12-18']]);
      expect(await asked(done)).toEqual([]);
      expect(await asked(later)).toEqual([[2027, 'not_started', '2027-10-29']]);
      expect(await listed(again)).toMatchObject({
        '000501': ['overdue', '2026-12-18', 'other_assignment', 2026],
        '000502': ['completed', '2026-12-18', 'other_assignment', 2026],
        '000503': ['not_started', '2027-10-29', null, null],
      });
      expect(await numbers(again)).toEqual({
        ...{ total: 1, completed: 0, overdue: 0, askedElsewhere: 2, settledBefore: 0 },
      });
      expect(await numbers(first)).toEqual({
        ...{ total: 2, completed: 1, overdue: 1, askedElsewhere: 0, settledBefore: 0 },
      });
    });

    it('is on record under the year that asked, when it is finished late', async () => {
      await finish(open);
      expect(await asked(open)).toEqual([[2026, 'completed', '2026-12-18']]);
      const [record] = await test.get(LearningRecordQueries).listForPerson(open);
      expect(record && fiscalYearOfRecord(record, record.endedAt)).toBe(2026);
      expect((await numbers(again)).completed).toBe(0);
    });

    it('names whoever finished before the year as such, also when the first is withdrawn', async () => {
      await service.withdraw(OFFICE, first);
      expect(await asked(done)).toEqual([]);
      expect(await asked(open)).toEqual([[2027, 'not_started', '2027-10-29']]);
      expect((await listed(again, LEFT_OUT))['000502']).toEqual([
        ...['completed', '2027-10-29', 'settled_before', null],
      ]);
      expect((await listed(first))['000501']).toEqual([
        ...['not_started', '2027-10-29', 'other_assignment', 2027],
      ]);
    });

    it('is previewed with who keeps the due date of the first', async () => {
      await service.withdraw(OFFICE, again);
      const when = { fiscalYear: 2027, dueOn: '2027-10-29' } as const;
      const input = { ...when, courseKey: course.key, reason: '再', isMandatory: true };
      const audience = { kind: 'all_staff' } as const;
      expect(await service.preview(OFFICE, { ...input, audience })).toMatchObject({
        ...{ total: 2, newlyEnrolled: 0, alreadyEnrolled: 0, askedFirst: 1, alreadyCompleted: 1 },
        isYearly: false,
      });
    });

    it('asks by the second when the closing ends the first, and says so before', async () => {
      const closings = test.get(ClosingQueries);
      expect(await closings.countAskedAgain(2026)).toBe(1);
      await test.get(ClosingsService).close(OFFICE, 2026, '整理');
      expect(await asked(open)).toEqual([[2027, 'not_started', '2027-10-29']]);
      expect((await listed(first))['000501']).toEqual(['closed', '2026-12-18', null, null]);
      expect((await listed(again))['000501']).toEqual(['not_started', '2027-10-29', null, null]);
      const { before } = await closings.previewFigures(2026);
      expect(before).toMatchObject({ total: 2, completed: 1, closed: 1, open: 0 });
      await finish(open);
      expect(await asked(open)).toEqual([[2027, 'completed', '2027-10-29']]);
      expect((await listed(first))['000501']?.[0]).toBe('closed');
    });
  });

  it('of one year tell the state and the due date of the one that asks', async () => {
    course = await courses.addCourse({ fiscalYear: 2026, lessons: [{}] });
    const first = await assign({});
    const second = await assign({ dueOn: '2027-03-31' });
    await finish(done);
    test.clock.set('2027-01-12T10:00:00+09:00');
    const asks = [2026, 'overdue', '2026-12-18'];
    expect(await asked(open)).toEqual([asks]);
    expect((await listed(first))['000501']).toEqual(['overdue', '2026-12-18', null, null]);
    expect(await listed(second)).toMatchObject({
      '000501': ['overdue', '2026-12-18', 'other_assignment', 2026],
      '000502': ['completed', '2026-12-18', 'other_assignment', 2026],
    });
    expect(await numbers(second)).toMatchObject({ total: 0, overdue: 0, askedElsewhere: 2 });
    await service.withdraw(OFFICE, first);
    expect((await listed(second))['000501']).toEqual(['not_started', '2027-03-31', null, null]);
    await service.withdraw(OFFICE, second);
    expect(await numbers(second)).toMatchObject({ total: 1, completed: 1, overdue: 0 });
    expect((await listed(second, LEFT_OUT))['000501']?.[2]).toBe('withdrawn');
  });

  it('leaves nothing open in a closed year, whatever comes to life after the closing', async () => {
    course = await courses.addCourse({ fiscalYear: 2026, lessons: [{}] });
    const first = await assign({});
    const learning = { personId: done, courseId: course.courseId, cycle: 2026 };
    const exemptions = test.get(ExemptionsService);
    await exemptions.exempt(OFFICE, learning, '長期の出張');
    test.clock.set('2027-04-05T10:00:00+09:00');
    await test.get(ClosingsService).close(OFFICE, 2026, '整理');
    await expect(exemptions.undoExemption(OFFICE, learning)).rejects.toMatchObject({
      message: expect.stringContaining('先に年度締めを元に戻してください') as string,
    });
    await test.city.addPerson({ staffNumber: '000504', employedFrom: '2026-04-01' });
    expect((await listed(first))['000504']?.[0]).toBe('closed');
  });
});
