import { anActor, type LibTest, rowOf, startLibTest, TestCourses } from '@app/testing';
import { AssignmentsService } from '../assignment/assignments.service';
import { CoursesModule } from '../courses.module';
import { EnrollmentsService } from '../enrollment/enrollments.service';
import { quizKeyOf } from '../enrollment/enrollment.rules';
import { CourseLabelQueries } from './course-labels.queries';

const OFFICE = anActor({ roles: ['staff', 'program_office'] });

describe('The names of what the log tells by ids', () => {
  let test: LibTest;

  beforeEach(async () => {
    test = await startLibTest(CoursesModule);
    await test.city.register(OFFICE);
  });
  afterEach(() => test.close());

  it('are those of courses, of assignments with their year, and of the editions somebody learns', async () => {
    const unitId = await test.city.addUnit();
    const course = await new TestCourses(test.database).addCourse({ fiscalYear: 2026 });
    const learner = anActor({ personId: await test.city.addPerson({ unitId }) });
    await test.city.register(learner);
    const assignment = await test.get(AssignmentsService).assign(OFFICE, {
      ...{ courseKey: course.key, fiscalYear: 2026, isMandatory: true, dueOn: '2026-12-25' },
      ...{ audience: { kind: 'all_staff' }, reason: '研修', repeatsYearly: false },
    });
    await test.get(EnrollmentsService).enroll(learner, course.key, 2026);
    const enrolled = await rowOf<{ id: string }>(test.database, 'SELECT id FROM enrollments');
    const id = enrolled?.id ?? '';
    const labels = await test.get(CourseLabelQueries).labelsOf([
      { subjectId: course.courseId, detail: {} },
      { subjectId: assignment, detail: {} },
      { subjectId: id, detail: { courseId: course.courseId } },
      { subjectId: 'x', detail: { quizKey: quizKeyOf(id) } },
      { subjectId: 'glossary', detail: { courseId: 'ai-use' } },
    ]);
    const name = `講座 ${course.key}`;
    expect(labels).toEqual([name, `${name}(令和8年度)`, name, name, '']);
  });
});
