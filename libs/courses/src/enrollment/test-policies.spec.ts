import type { Actor } from '@app/access';
import { Conflict } from '@app/platform';
import { AttemptQueries, AttemptsService } from '@app/quizzes';
import { anActor, type LibTest, startLibTest, type TestCourse, TestCourses } from '@app/testing';
import { CoursesModule } from '../courses.module';
import { EnrollmentsService } from './enrollments.service';

/** Lessons of the test courses take ten minutes: a tenth of them is a minute. */
describe('The policy of a course’s test', () => {
  let test: LibTest;
  let courses: TestCourses;
  let service: EnrollmentsService;
  let quizQuestionIds: string[];

  beforeAll(async () => {
    test = await startLibTest(CoursesModule);
    courses = new TestCourses(test.database);
    service = test.get(EnrollmentsService);
    quizQuestionIds = [await courses.addQuestion(), await courses.addQuestion()];
  });

  beforeEach(() => {
    test.clock.set('2026-11-16T10:00:00+09:00');
  });

  afterAll(() => test.close());

  async function aLearner(): Promise<Actor> {
    return anActor({ personId: await test.city.addPerson() });
  }

  const read = (actor: Actor, course: TestCourse, lessonKey: string, shownAt?: Date) =>
    service.completeLesson(actor, {
      courseKey: course.key,
      lessonKey,
      note: '',
      shownAt: shownAt ?? null,
    });

  async function readAll(actor: Actor, course: TestCourse): Promise<void> {
    for (const key of course.lessonKeys)
      await read(actor, course, key, new Date(test.clock.now().getTime() - 60_000));
  }

  async function fail(actor: Actor, course: TestCourse): Promise<string> {
    const id = await service.startQuiz(actor, course.key);
    test.clock.advance({ minutes: 1 });
    await test.get(AttemptsService).submit(id, actor.personId, { accountId: null, label: 'spec' });
    return id;
  }

  const showsKeys = async (actor: Actor, id: string): Promise<boolean | undefined> =>
    (await test.get(AttemptQueries).findResult(id, actor.personId))?.showsKeys;

  describe('before it', () => {
    it('does not believe that a lesson is read the moment it is opened, and says what to do', async () => {
      const actor = await aLearner();
      const course = await courses.addCourse({ quizQuestionIds, quizReadSeconds: 20 });
      await service.enroll(actor, course.key);
      test.clock.advance({ seconds: 7 });
      await expect(read(actor, course, '01-lesson')).rejects.toThrow(
        '本文に目を通してから「読みました」を押してください。この回は、開いてから20秒たつと受け付けます(あと13秒)。',
      );
      test.clock.advance({ seconds: 13 });
      expect(await read(actor, course, '01-lesson')).toMatchObject({ isQuizNext: false });
      await expect(read(actor, course, '02-lesson')).rejects.toThrow(Conflict);
      test.clock.advance({ seconds: 20 });
      expect(await read(actor, course, '02-lesson')).toMatchObject({ isQuizNext: true });
      // Said again it is not asked again.
      await read(actor, course, '01-lesson');
    });

    it('believes the page of a lesson that was opened by a link, in any order', async () => {
      const actor = await aLearner();
      const course = await courses.addCourse({ quizQuestionIds, quizReadSeconds: 20 });
      const opened = test.clock.now();
      await expect(read(actor, course, '02-lesson', opened)).rejects.toThrow('あと20秒');
      test.clock.advance({ seconds: 20 });
      await read(actor, course, '02-lesson', opened);
      await read(actor, course, '01-lesson', opened);
    });

    it('counts from the first answer to a check too, and asks nothing without a test or where it is set to 0', async () => {
      const actor = await aLearner();
      const questionId = await courses.addQuestion();
      const lessons = [{ checkQuestionIds: [questionId] }];
      const course = await courses.addCourse({ lessons, quizQuestionIds, quizReadSeconds: 20 });
      const lesson = { courseKey: course.key, lessonKey: '01-lesson', answer: null, questionId };
      await service.answerCheck(actor, lesson);
      test.clock.advance({ seconds: 20 });
      await read(actor, course, '01-lesson');
      for (const facts of [{}, { quizQuestionIds, quizReadSeconds: 0 }])
        await read(actor, await courses.addCourse(facts), '01-lesson');
    });
  });

  it('waits between two tries, and counts them', async () => {
    const actor = await aLearner();
    const course = await courses.addCourse({
      quizQuestionIds,
      quizWaitMinutes: 10,
      quizRetakes: 1,
    });
    await readAll(actor, course);
    await fail(actor, course);
    test.clock.advance({ minutes: 9 });
    await expect(service.startQuiz(actor, course.key)).rejects.toMatchObject({ code: 'quiz.wait' });
    test.clock.advance({ minutes: 1 });
    const last = await fail(actor, course);
    test.clock.advance({ minutes: 10 });
    const none = { code: 'quiz.no_retakes_left' };
    await expect(service.startQuiz(actor, course.key)).rejects.toMatchObject(none);
    expect(await showsKeys(actor, last)).toBe(true);
  });

  it('of a newer edition holds for tries begun afterwards, also of those who learn the older one', async () => {
    const actor = await aLearner();
    const course = await courses.addCourse({ quizQuestionIds });
    await readAll(actor, course);
    const before = await fail(actor, course);
    const open = await service.startQuiz(actor, course.key);
    const { courseId, key } = course;
    await courses.addVersion(courseId, 2, {
      ...{ key, quizQuestionIds, quizKeys: 'passed_or_last', quizWaitMinutes: 30 },
    });
    expect(await service.startQuiz(actor, key)).toBe(open);
    await test
      .get(AttemptsService)
      .submit(open, actor.personId, { accountId: null, label: 'spec' });
    expect(await showsKeys(actor, before)).toBe(true);
    expect(await showsKeys(actor, open)).toBe(true);
    await expect(service.startQuiz(actor, key)).rejects.toMatchObject({ code: 'quiz.wait' });
    test.clock.advance({ minutes: 30 });
    expect(await showsKeys(actor, await fail(actor, course))).toBe(false);
  });
});
