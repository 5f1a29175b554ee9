import { AttemptsService } from '@app/quizzes';
import { anActor, type LibTest, startLibTest, TestCourses } from '@app/testing';
import { CoursesModule } from '../courses.module';
import { EnrollmentsService } from './enrollments.service';
import { HasteQueries } from './haste.queries';

describe('HasteQueries', () => {
  let test: LibTest;

  beforeAll(async () => {
    test = await startLibTest(CoursesModule);
    test.clock.set('2026-11-16T10:00:00+09:00');
  });

  afterAll(() => test.close());

  it('counts people by course from five on, each once, this fiscal year only', async () => {
    const courses = new TestCourses(test.database);
    const quizQuestionIds = [await courses.addQuestion(), await courses.addQuestion()];
    const course = await courses.addCourse({ lessons: [{}], quizQuestionIds });
    const by = { accountId: null, label: 'spec' };
    const told = () => test.get(HasteQueries).listHaste();
    const tryTest = async (personId: string, seconds: number) => {
      const id = await test.get(EnrollmentsService).startQuiz(anActor({ personId }), course.key);
      test.clock.advance({ seconds });
      await test.get(AttemptsService).submit(id, personId, by);
    };
    const learner = async (): Promise<string> => {
      const personId = await test.city.addPerson();
      const lesson = { courseKey: course.key, lessonKey: '01-lesson', note: '' };
      await test.get(EnrollmentsService).completeLesson(anActor({ personId }), lesson);
      return personId;
    };
    for (const seconds of [1, 2, 5, 5, 6, 60]) {
      const personId = await learner();
      await tryTest(personId, seconds);
      await tryTest(personId, seconds);
    }
    expect(await told()).toEqual([]);
    await tryTest(await learner(), 0);
    expect(await told()).toEqual([{ courseKey: course.key, title: course.title, people: 5 }]);
    test.clock.set('2027-04-01T10:00:00+09:00');
    expect(await told()).toEqual([]);
  });
});
