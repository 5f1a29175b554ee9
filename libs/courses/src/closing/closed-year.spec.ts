import { PersonJoins } from '@app/organization';
import { Conflict } from '@app/platform';
import { anActor, type LibTest, startLibTest, type TestCourse, TestCourses } from '@app/testing';
import { AssignmentsService } from '../assignment/assignments.service';
import { ExemptionsService } from '../assignment/exemptions.service';
import { CoursesModule } from '../courses.module';
import { EnrollmentQueries } from '../enrollment/enrollments.queries';
import { MandatoryQueries } from '../enrollment/mandatory.queries';
import { ClosingQueries } from './closings.queries';
import { ClosingsService } from './closings.service';

const OFFICE = anActor({ roles: ['staff', 'program_office'] });
const HR = anActor({ roles: ['staff', 'hr'] });
const CLOSED_ON = '2027-04-01';

/** Whatever is recorded after the closing of a fiscal year, nothing of that year is asked for again. */
describe('A closed fiscal year', () => {
  let test: LibTest;
  let course: TestCourse;
  let assignment: string;
  let open: string;

  beforeEach(async () => {
    test = await startLibTest(CoursesModule);
    for (const actor of [OFFICE, HR]) await test.city.register(actor);
    course = await new TestCourses(test.database).addCourse({ fiscalYear: 2026 });
    test.clock.set('2026-05-01T09:00:00+09:00');
    assignment = await assign(course);
    open = await test.city.addPerson();
  });

  afterEach(() => test.close());

  const assign = ({ key: courseKey }: TestCourse) =>
    test.get(AssignmentsService).assign(OFFICE, {
      ...{ courseKey, fiscalYear: 2026, audience: { kind: 'all_staff' } },
      ...{ isMandatory: true, dueOn: '2026-12-18', reason: '毎年度の研修' },
    });
  const close = async () => {
    test.clock.set(`${CLOSED_ON}T09:00:00+09:00`);
    await test.get(ClosingsService).close(OFFICE, 2026, '年度末の整理');
  };
  /** What the home asks of somebody, what the figures say is open, and what the closing page still finds. */
  const askedOf = async (personId: string) => {
    const asOf = test.clock.today();
    const personIds = [personId];
    return {
      home: await test.get(EnrollmentQueries).listOwnLearning(personId),
      states: await test.get(MandatoryQueries).listStates({ asOf, personIds }),
      left: await test.get(ClosingQueries).listOpen(2026),
    };
  };
  const NOTHING = { home: [], states: [], left: [] };

  it('asks nothing of whoever left in it and is joined to a number of the next year', async () => {
    const before = await test.city.addPerson({ name: '富山　太郎', employedTo: CLOSED_ON });
    await close();
    const after = await test.city.addPerson({ name: '富山　太郎', employedFrom: CLOSED_ON });
    test.clock.set('2027-04-02T09:00:00+09:00');
    const joins = test.get(PersonJoins);
    const personIds = [before, after] as const;
    const { seen, kept } = await joins.preview(HR, personIds);
    await joins.join(HR, { personIds, reason: '再任用のため', seen });
    expect(await askedOf(kept.personId)).toEqual(NOTHING);
  });

  it('asks nothing of whoever HR records late as employed all along', async () => {
    await close();
    const late = await test.city.addPerson({ employedFrom: '2026-04-01' });
    expect(await askedOf(late)).toEqual(NOTHING);
  });

  it('refuses to take back an exemption of it, until the closing is undone', async () => {
    const exemptions = test.get(ExemptionsService);
    const learning = { personId: open, courseId: course.courseId, cycle: 2026 };
    test.clock.set('2027-03-31T09:00:00+09:00');
    await exemptions.exempt(OFFICE, learning, '長期の研修のため');
    await test.city.addPerson();
    await close();
    const undoing = exemptions.undoExemption(OFFICE, learning);
    await expect(undoing).rejects.toThrow(Conflict);
    await expect(undoing).rejects.toThrow(/締められています.*先に年度締めを元に戻してください/);
    expect(await askedOf(open)).toEqual(NOTHING);
    await test.get(ClosingsService).undo(OFFICE, 2026);
    await exemptions.undoExemption(OFFICE, learning);
    expect((await askedOf(open)).home).toMatchObject([{ year: 2026 }]);
  });

  it('stays closed when an assignment of it comes back into force', async () => {
    const service = test.get(AssignmentsService);
    test.clock.set('2026-06-01T09:00:00+09:00');
    await assign(await new TestCourses(test.database).addCourse({ key: 'ai', fiscalYear: 2026 }));
    test.clock.set(`${CLOSED_ON}T08:40:00+09:00`);
    await service.withdraw(OFFICE, assignment);
    await close();
    await service.undoWithdrawal(OFFICE, assignment);
    expect(await askedOf(open)).toEqual(NOTHING);
  });
});
