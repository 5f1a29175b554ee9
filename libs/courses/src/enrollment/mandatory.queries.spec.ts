import type { LocalDate } from '@app/platform';
import { type LibTest, startLibTest, type TestCourse, TestCourses } from '@app/testing';
import { CoursesModule } from '../courses.module';
import { MandatoryQueries } from './mandatory.queries';

describe('MandatoryQueries', () => {
  let test: LibTest;
  let courses: TestCourses;
  let queries: MandatoryQueries;
  let course: TestCourse;
  let yearly: TestCourse;

  beforeAll(async () => {
    test = await startLibTest(CoursesModule);
    courses = new TestCourses(test.database);
    queries = test.get(MandatoryQueries);
    course = await courses.addCourse();
    yearly = await courses.addCourse({ fiscalYear: 2026 });
  });

  afterAll(() => test.close());

  async function stateOf(personId: string, asOf: LocalDate): Promise<string[]> {
    return (await queries.listStates({ asOf, personIds: [personId] })).map((row) => row.state);
  }

  it('tells the state at the end of any day from what had happened by then', async () => {
    const personId = await test.city.addPerson({ unitId: await test.city.addUnit() });
    await courses.addMandatory({
      personId,
      course,
      dueOn: '2026-10-31',
      assignedAt: '2026-06-01T09:00:00+09:00',
      startedAt: '2026-09-01T23:59:59+09:00',
      completedAt: '2026-11-05T00:00:00+09:00',
    });
    expect(await stateOf(personId, '2026-05-31')).toEqual([]);
    expect(await stateOf(personId, '2026-06-01')).toEqual(['not_started']);
    expect(await stateOf(personId, '2026-08-31')).toEqual(['not_started']);
    expect(await stateOf(personId, '2026-09-01')).toEqual(['in_progress']);
    // 2026-10-31 is a Saturday, 2 November the next office day: due until then; 3 November is a holiday.
    expect(await stateOf(personId, '2026-11-02')).toEqual(['in_progress']);
    expect(await stateOf(personId, '2026-11-03')).toEqual(['overdue']);
    expect(await stateOf(personId, '2026-11-04')).toEqual(['overdue']);
    expect(await stateOf(personId, '2026-11-05')).toEqual(['completed']);
  });

  it('keeps a withdrawn assignment in the figures of the days before', async () => {
    const personId = await test.city.addPerson();
    await courses.addMandatory({
      personId,
      course,
      dueOn: '2026-12-01',
      withdrawnAt: '2026-10-10T09:00:00+09:00',
    });
    expect(await stateOf(personId, '2026-10-09')).toEqual(['not_started']);
    expect(await stateOf(personId, '2026-10-10')).toEqual([]);
  });

  it('leaves out what is only recommended, and people who are not employed on the day', async () => {
    const personId = await test.city.addPerson({ employedTo: '2026-10-01' });
    await courses.addMandatory({ personId, course, dueOn: '2026-12-01' });
    expect(await stateOf(personId, '2026-09-30')).toEqual(['not_started']);
    expect(await stateOf(personId, '2026-10-01')).toEqual([]);
    const other = await test.city.addPerson();
    await courses.addMandatory({
      personId: other,
      course,
      dueOn: '2026-12-01',
      isMandatory: false,
    });
    expect(await stateOf(other, '2026-11-16')).toEqual([]);
  });

  it('does not count last year for a yearly course, and carries over what has no cycles and is still open', async () => {
    const personId = await test.city.addPerson();
    await courses.addMandatory({
      personId,
      course: yearly,
      dueOn: '2026-01-31',
      fiscalYear: 2025,
      cycle: 2025,
      assignedAt: '2025-04-01T09:00:00+09:00',
      completedAt: '2025-12-01T09:00:00+09:00',
    });
    await courses.addMandatory({ personId, course: yearly, dueOn: '2027-01-29', cycle: 2026 });
    await courses.addMandatory({
      personId,
      course,
      dueOn: '2026-02-27',
      fiscalYear: 2025,
      assignedAt: '2025-04-01T09:00:00+09:00',
    });
    const rows = await queries.listStates({ asOf: '2026-11-16', personIds: [personId] });
    expect(rows.map((row) => [row.courseKey, row.state])).toEqual([
      [course.key, 'overdue'],
      [yearly.key, 'not_started'],
    ]);
    const last = await queries.listStates({
      asOf: '2026-11-16',
      fiscalYear: 2025,
      personIds: [personId],
    });
    expect(last.map((row) => [row.courseKey, row.state])).toEqual([
      [yearly.key, 'completed'],
      [course.key, 'overdue'],
    ]);
  });

  it('follows a transfer: the person is in the unit of the day asked for, once', async () => {
    const [before, after] = [await test.city.addUnit(), await test.city.addUnit()];
    const personId = await test.city.addPerson({ unitId: before });
    await test.city.addPosting({ personId, unitId: after, kind: 'concurrent' });
    await courses.addMandatory({ personId, course, dueOn: '2027-02-26' });
    await test.city.transfer(personId, after, '2026-11-01');
    expect(await queries.listStates({ asOf: '2026-10-31', unitIds: [before] })).toHaveLength(1);
    expect(await queries.listStates({ asOf: '2026-10-31', unitIds: [after] })).toHaveLength(0);
    expect(await queries.listStates({ asOf: '2026-11-01', unitIds: [after] })).toHaveLength(1);
    expect((await queries.count({ asOf: '2026-11-01', unitIds: [before, after] })).people).toBe(1);
    expect(
      await queries.listStates({ asOf: '2026-11-01', unitIds: [after], states: ['completed'] }),
    ).toEqual([]);
  });

  it('counts so that everything adds up, people once, those on leave apart', async () => {
    const unitId = await test.city.addUnit();
    const person = () => test.city.addPerson({ unitId });
    const [finished, open, exempted, away] = [
      await person(),
      await person(),
      await person(),
      await person(),
    ];
    await courses.addMandatory({
      personId: finished,
      course,
      dueOn: '2026-12-01',
      completedAt: '2026-06-01T09:00:00+09:00',
    });
    await courses.addMandatory({
      personId: finished,
      course: yearly,
      dueOn: '2026-12-01',
      cycle: 2026,
      exemptedAt: '2026-06-01T09:00:00+09:00',
    });
    await courses.addMandatory({
      personId: open,
      course,
      dueOn: '2026-12-01',
      completedAt: '2026-06-01T09:00:00+09:00',
    });
    await courses.addMandatory({
      personId: open,
      course: yearly,
      dueOn: '2026-11-01',
      cycle: 2026,
    });
    await courses.addMandatory({
      personId: exempted,
      course,
      dueOn: '2026-12-01',
      exemptedAt: '2026-06-01T09:00:00+09:00',
    });
    await courses.addMandatory({ personId: away, course, dueOn: '2026-11-01' });
    await test.city.addAbsence(away, 'parental_leave', { from: '2026-05-01' });
    const expected = {
      total: 6,
      notStarted: 0,
      inProgress: 0,
      completed: 2,
      overdue: 1,
      exempted: 2,
      absent: 1,
      people: 4,
      finishedPeople: 1,
      openPeople: 1,
      overduePeople: 1,
      leftOutPeople: 2,
    };
    expect(await queries.count({ asOf: '2026-11-16', unitIds: [unitId] })).toEqual(expected);
    expect(await queries.countByUnit({ asOf: '2026-11-16', unitIds: [unitId] })).toEqual([
      { orgUnitId: unitId, ...expected },
    ]);
    expect((await queries.count({ asOf: '2026-11-16', personIds: [] })).total).toBe(0);
  });
});
