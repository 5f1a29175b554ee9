import { anActor, type LibTest, startLibTest, type TestCourse, TestCourses } from '@app/testing';
import { CoursesModule } from '../courses.module';
import { AssignmentQueries, LEFT_OUT } from './assignments.queries';
import { AssignmentsService } from './assignments.service';

const PROGRAM_OFFICE = anActor({ roles: ['staff', 'program_office'] });
const COUNTED = { employmentTypes: ['regular'], leavesOutAbsent: true };
const EVERYBODY = { limit: 50, offset: 0 };

/** A number of an assignment, and the people found under its name, leave out the same people. */
describe('The numbers of an assignment', () => {
  let test: LibTest;
  let queries: AssignmentQueries;
  let course: TestCourse;

  beforeEach(async () => {
    test = await startLibTest(CoursesModule);
    await test.city.register(PROGRAM_OFFICE);
    queries = test.get(AssignmentQueries);
  });

  afterEach(() => test.close());

  it('count the same people as the filter finds, and name the others with the reason', async () => {
    const unitId = await test.city.addUnit();
    const add = (facts: object = {}) => test.city.addPerson({ unitId, ...facts });
    const [late, away, special] = [
      await add(),
      await add(),
      await add({ employmentType: 'special' }),
    ];
    await test.city.addAbsence(away, 'parental_leave', { from: '2026-12-01' });
    const id = await assign({ repeatsYearly: false });
    test.clock.set('2027-01-15T10:00:00+09:00');
    expect(await queries.findAssignment(id, COUNTED)).toMatchObject({
      ...{ total: 3, completed: 0, overdue: 1, exempted: 0, absent: 1, otherTypes: 1 },
      carriedOver: 0,
    });
    const found = async (state: 'overdue' | 'not_started' | typeof LEFT_OUT) =>
      (await queries.listPeople(id, { ...EVERYBODY, state }, COUNTED)).rows.map((row) => [
        row.personId,
        row.leftOutBy,
      ]);
    expect(await found('overdue')).toEqual([[late, null]]);
    expect(await found('not_started')).toEqual([]);
    expect((await found(LEFT_OUT)).toSorted()).toEqual(
      [
        [away, 'absent'],
        [special, 'employment_type'],
      ].toSorted(),
    );
    expect((await queries.listPeople(id, EVERYBODY, COUNTED)).total).toBe(3);
    const all = { employmentTypes: null, leavesOutAbsent: false };
    expect(await queries.findAssignment(id, all)).toMatchObject({ overdue: 3, absent: 0 });
  });

  it('are those of the year before as long as the running one has no edition, then of the running one', async () => {
    const unitId = await test.city.addUnit();
    const personId = await test.city.addPerson({ unitId });
    const id = await assign({ repeatsYearly: true });
    const shown = async () => {
      const { rows } = await queries.listPeople(id, { ...EVERYBODY, state: 'overdue' }, COUNTED);
      return rows.map((row) => [row.personId, row.fiscalYear, row.isCarriedOver]);
    };
    test.clock.set('2027-04-02T10:00:00+09:00');
    expect(await queries.findAssignment(id, COUNTED)).toMatchObject({
      ...{ fiscalYear: 2026, hasEdition: true, yearWithoutEdition: 2027, dueOn: '2026-12-25' },
      ...{ total: 1, overdue: 1, carriedOver: 0 },
    });
    expect(await shown()).toEqual([[personId, 2026, false]]);
    const { courseId, key } = course;
    await new TestCourses(test.database).addVersion(courseId, 2, { key, fiscalYear: 2027 });
    expect(await queries.findAssignment(id, COUNTED)).toMatchObject({
      ...{ fiscalYear: 2027, hasEdition: true, yearWithoutEdition: null, dueOn: '2027-12-25' },
      ...{ total: 1, overdue: 1, carriedOver: 1 },
    });
    expect(await shown()).toEqual([[personId, 2026, true]]);
  });

  it('are none before the fiscal year of the assignment, on the list and on its own page', async () => {
    const personId = await test.city.addPerson({ unitId: await test.city.addUnit() });
    await assign({ repeatsYearly: false });
    const { courseId, key } = course;
    await new TestCourses(test.database).addVersion(courseId, 2, { key, fiscalYear: 2027 });
    const ahead = await test.get(AssignmentsService).assign(PROGRAM_OFFICE, {
      ...{ courseKey: key, fiscalYear: 2027, isMandatory: true, dueOn: '2027-10-29' },
      ...{ audience: { kind: 'all_staff' }, reason: '次の年度', repeatsYearly: false },
    });
    const totals = async () => {
      const listed = (await queries.listAssignments(COUNTED)).find(({ id }) => id === ahead);
      const shown = await queries.findAssignment(ahead, COUNTED);
      return [
        listed?.total,
        shown?.total,
        (await queries.listPeople(ahead, EVERYBODY, COUNTED)).total,
      ];
    };
    test.clock.set('2027-03-31T10:00:00+09:00');
    expect(await totals()).toEqual([0, 0, 0]);
    test.clock.set('2027-04-01T10:00:00+09:00');
    expect(await totals()).toEqual([1, 1, 1]);
    expect((await queries.listPeople(ahead, EVERYBODY, COUNTED)).rows[0]?.personId).toBe(personId);
  });

  async function assign({ repeatsYearly }: { readonly repeatsYearly: boolean }): Promise<string> {
    course = await new TestCourses(test.database).addCourse({ fiscalYear: 2026 });
    return test.get(AssignmentsService).assign(PROGRAM_OFFICE, {
      ...{ courseKey: course.key, fiscalYear: 2026, isMandatory: true, dueOn: '2026-12-25' },
      ...{ audience: { kind: 'all_staff' }, reason: '毎年度の研修', repeatsYearly },
    });
  }
});
