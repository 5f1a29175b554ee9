import { AttemptsService, RescoringService, WithdrawalsService } from '@app/quizzes';
import { anActor, type LibTest, rowOf, startLibTest, TestCourses } from '@app/testing';
import { CoursesModule } from '../courses.module';
import { EnrollmentsService } from './enrollments.service';

const BY = { accountId: null, label: 'spec' };

describe('A quiz that is passed by scoring it again', () => {
  let test: LibTest;

  beforeAll(async () => {
    test = await startLibTest(CoursesModule);
  });

  afterAll(() => test.close());

  it('completes the course on the day of the new result', async () => {
    test.clock.set('2027-04-01T10:00:00+09:00');
    const courses = new TestCourses(test.database);
    const quizQuestionIds = [await courses.addQuestion(), await courses.addQuestion()];
    const course = await courses.addCourse({ quizQuestionIds, quizPass: 0.5, lessons: [] });
    const learner = anActor({ personId: await test.city.addPerson() });
    const attemptId = await test.get(EnrollmentsService).startQuiz(learner, course.key);
    await test.get(AttemptsService).submit(attemptId, learner.personId, BY);
    const completed = () =>
      rowOf<{ at: Date | null }>(
        test.database,
        'SELECT completed_at AS at FROM enrollments WHERE person_id = $1',
        [learner.personId],
      );
    expect(await completed()).toEqual({ at: null });

    const personId = await test.city.addPerson();
    const accountId = await test.city.addAccount(personId, 'program_office');
    const office = anActor({ personId, accountId, roles: ['program_office'] });
    const [id = ''] = quizQuestionIds;
    const why = { treatment: 'all_right', reason: '正解が2つある' } as const;
    await test.get(WithdrawalsService).withdraw(office, id, why);
    await test.get(RescoringService).order(office, id, '誤り');
    test.clock.set('2027-04-02T10:00:00+09:00');
    await test.get(RescoringService).run();
    expect(await completed()).toEqual({ at: test.clock.now() });
  });
});
