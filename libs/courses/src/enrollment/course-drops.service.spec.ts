import type { Actor } from '@app/access';
import { Conflict, NotFound } from '@app/platform';
import { anActor, type LibTest, startLibTest, TestCourses } from '@app/testing';
import { CoursesQueries } from '../course/courses.queries';
import { CoursesModule } from '../courses.module';
import { CourseDropsService } from './course-drops.service';
import { EnrollmentQueries } from './enrollments.queries';
import { EnrollmentsService } from './enrollments.service';

describe('CourseDropsService', () => {
  let test: LibTest;
  let courses: TestCourses;
  let service: CourseDropsService;

  beforeAll(async () => {
    test = await startLibTest(CoursesModule);
    courses = new TestCourses(test.database);
    service = test.get(CourseDropsService);
    test.clock.set('2026-11-16T10:00:00+09:00');
  });

  afterAll(() => test.close());

  async function aLearner(): Promise<Actor> {
    return anActor({ personId: await test.city.addPerson() });
  }

  const ownKeys = async ({ personId }: Actor): Promise<string[]> =>
    (await test.get(EnrollmentQueries).listOwnLearning(personId)).map((row) => row.courseKey);

  it('takes a course of one’s own choice from the work; whatever is done with it takes it up again where it was', async () => {
    const [actor, course] = [await aLearner(), await courses.addCourse()];
    const enrollments = test.get(EnrollmentsService);
    await enrollments.completeLesson(actor, {
      courseKey: course.key,
      lessonKey: '01-lesson',
      note: '',
    });
    expect(await ownKeys(actor)).toEqual([course.key]);

    test.clock.advance({ minutes: 1 });
    await service.drop(actor, { courseKey: course.key });
    await service.drop(actor, { courseKey: course.key });
    expect(await ownKeys(actor)).toEqual([]);
    const dropped = await test.get(CoursesQueries).findCourse(actor.personId, course.key);
    expect(dropped?.droppedAt).toEqual(test.clock.now());
    expect(dropped?.completedLessons).toBe(1);

    test.clock.advance({ minutes: 1 });
    expect(await enrollments.enroll(actor, course.key)).toBe('02-lesson');
    expect(await ownKeys(actor)).toEqual([course.key]);
    const again = await test.get(CoursesQueries).findCourse(actor.personId, course.key);
    expect(again?.droppedAt).toBeNull();
  });

  it('refuses what is asked for, what is finished, and what was not begun', async () => {
    const actor = await aLearner();
    const { personId } = actor;
    const [asked, finished, fresh] = [
      await courses.addCourse(),
      await courses.addCourse({ lessons: [{}] }),
      await courses.addCourse(),
    ];
    const enrollments = test.get(EnrollmentsService);
    await courses.addMandatory({ personId, course: asked, dueOn: '2027-01-31' });
    await enrollments.enroll(actor, asked.key);
    await expect(service.drop(actor, { courseKey: asked.key })).rejects.toThrow(Conflict);
    await enrollments.completeLesson(actor, {
      courseKey: finished.key,
      lessonKey: '01-lesson',
      note: '',
    });
    await expect(service.drop(actor, { courseKey: finished.key })).rejects.toThrow(Conflict);
    await expect(service.drop(actor, { courseKey: fresh.key })).rejects.toThrow(NotFound);
    expect((await ownKeys(actor)).toSorted()).toEqual([asked.key, finished.key].toSorted());
  });
});
