import type { Actor } from '@app/access';
import { Conflict, DomainEvents, NotFound } from '@app/platform';
import { AttemptFinished, type Answer, QuestionQueries } from '@app/quizzes';
import {
  anActor,
  type LibTest,
  RIGHT_CHOICE,
  rowsOf,
  startLibTest,
  type TestCourse,
  TestCourses,
} from '@app/testing';
import { CoursesQueries } from '../course/courses.queries';
import { LessonsQueries } from '../course/lessons.queries';
import { CourseCompleted } from '../courses.events';
import { CoursesModule } from '../courses.module';
import { quizKeyOf } from './enrollment.rules';
import { EnrollmentQueries } from './enrollments.queries';
import { EnrollmentsService } from './enrollments.service';
import { LearningRecordQueries } from './learning-records.queries';

describe('EnrollmentsService', () => {
  let test: LibTest;
  let courses: TestCourses;
  let service: EnrollmentsService;
  const completed: CourseCompleted[] = [];

  beforeAll(async () => {
    test = await startLibTest(CoursesModule);
    courses = new TestCourses(test.database);
    service = test.get(EnrollmentsService);
    test.get(DomainEvents).on(CourseCompleted, (event) => {
      completed.push(event);
      return Promise.resolve();
    });
  });

  beforeEach(() => {
    completed.length = 0;
    test.clock.set('2026-11-16T10:00:00+09:00');
  });

  afterAll(() => test.close());

  async function aLearner(): Promise<Actor> {
    return anActor({ personId: await test.city.addPerson() });
  }

  async function enrollmentOf(actor: Actor, course: TestCourse) {
    const rows = await rowsOf<{
      id: string;
      cycle: number;
      completed_at: Date | null;
      course_version_id: string;
    }>(
      test.database,
      'SELECT * FROM enrollments WHERE person_id = $1 AND course_id = $2 ORDER BY cycle DESC',
      [actor.personId, course.courseId],
    );
    const row = rows[0];
    if (!row) throw new Error('not enrolled');
    return { ...row, count: rows.length };
  }

  async function read(actor: Actor, course: TestCourse, lessonKey: string, note = '') {
    return service.completeLesson(actor, { courseKey: course.key, lessonKey, note });
  }

  async function passQuiz(actor: Actor, course: TestCourse): Promise<void> {
    const attemptId = await service.startQuiz(actor, course.key);
    const { id } = await enrollmentOf(actor, course);
    const now = test.clock.now();
    await test.database.transaction(async () => {
      await test.database.execute(
        'UPDATE quiz_attempts SET submitted_at = $2, correct_count = 1, passed = true WHERE id = $1',
        [attemptId, now],
      );
      await test
        .get(DomainEvents)
        .emit(new AttemptFinished(attemptId, actor.personId, quizKeyOf(id), true, now));
    });
  }

  async function audited(actor: Actor): Promise<string[]> {
    const rows = await rowsOf<{ action: string }>(
      test.database,
      `SELECT action FROM audit_entries WHERE subject_type = 'enrollment' AND detail ->> 'personId' = $1 ORDER BY id`,
      [actor.personId],
    );
    return rows.map((row) => row.action);
  }

  it('begins with the first lesson and goes on with the one that was open', async () => {
    const questionId = await courses.addQuestion();
    const lessons = [{}, {}, { checkQuestionIds: [questionId] }];
    const [actor, course] = [await aLearner(), await courses.addCourse({ lessons })];
    expect(await service.enroll(actor, course.key)).toBe(course.lessonKeys[0]);
    await read(actor, course, '01-lesson');
    expect(await service.enroll(actor, course.key)).toBe('02-lesson');
    // Opened by a link: the first thing done there is what counts.
    await service.answerCheck(actor, {
      courseKey: course.key,
      lessonKey: '03-lesson',
      questionId,
      answer: null,
    });
    expect(await service.enroll(actor, course.key)).toBe('03-lesson');
    expect((await enrollmentOf(actor, course)).count).toBe(1);
    expect(await audited(actor)).toEqual(['enrollment.started']);
  });

  it('makes one enrollment of two clicks at the same moment', async () => {
    const [actor, course] = [await aLearner(), await courses.addCourse()];
    await Promise.all([service.enroll(actor, course.key), service.enroll(actor, course.key)]);
    expect((await enrollmentOf(actor, course)).count).toBe(1);
    expect(await audited(actor)).toEqual(['enrollment.started']);
  });

  it('completes a course without a quiz with its last lesson, once', async () => {
    const [actor, course] = [await aLearner(), await courses.addCourse()];
    expect(await read(actor, course, '02-lesson')).toEqual({
      nextLessonKey: null,
      isCourseCompleted: false,
      isQuizNext: false,
    });
    expect(await read(actor, course, '01-lesson')).toEqual({
      nextLessonKey: '02-lesson',
      isCourseCompleted: true,
      isQuizNext: false,
    });
    const first = (await enrollmentOf(actor, course)).completed_at;
    test.clock.advance({ days: 3 });
    expect((await read(actor, course, '01-lesson')).isCourseCompleted).toBe(false);
    expect((await enrollmentOf(actor, course)).completed_at).toEqual(first);
    expect(completed).toHaveLength(1);
    expect(await audited(actor)).toEqual(['enrollment.started', 'enrollment.completed']);
  });

  it('needs lessons and quiz; a quiz that is passed completes it in the same transaction', async () => {
    const quizQuestionIds = [await courses.addQuestion()];
    const [actor, course] = [await aLearner(), await courses.addCourse({ quizQuestionIds })];
    await read(actor, course, '01-lesson');
    await expect(service.startQuiz(actor, course.key)).rejects.toThrow(Conflict);
    expect((await read(actor, course, '02-lesson')).isCourseCompleted).toBe(false);
    expect((await enrollmentOf(actor, course)).completed_at).toBeNull();
    await passQuiz(actor, course);
    expect((await enrollmentOf(actor, course)).completed_at).toEqual(test.clock.now());
    expect(completed).toMatchObject([{ personId: actor.personId, courseId: course.courseId }]);
  });

  it('gives the same attempt to a second click', async () => {
    const quizQuestionIds = [await courses.addQuestion()];
    const [actor, course] = [
      await aLearner(),
      await courses.addCourse({ quizQuestionIds, lessons: [{}] }),
    ];
    await read(actor, course, '01-lesson');
    expect(await service.startQuiz(actor, course.key)).toBe(
      await service.startQuiz(actor, course.key),
    );
  });

  it('ignores a failed quiz and a quiz that is not a course', async () => {
    const quizQuestionIds = [await courses.addQuestion()];
    const [actor, course] = [
      await aLearner(),
      await courses.addCourse({ quizQuestionIds, lessons: [{}] }),
    ];
    await read(actor, course, '01-lesson');
    const { id } = await enrollmentOf(actor, course);
    const events = test.get(DomainEvents);
    await events.emit(
      new AttemptFinished(id, actor.personId, quizKeyOf(id), false, test.clock.now()),
    );
    await events.emit(new AttemptFinished(id, actor.personId, 'mock:1', true, test.clock.now()));
    expect((await enrollmentOf(actor, course)).completed_at).toBeNull();
  });

  it('begins a yearly course anew with the next edition; the old completion stays in the record', async () => {
    const quizQuestionIds = [await courses.addQuestion()];
    const [actor, course] = [
      await aLearner(),
      await courses.addCourse({ fiscalYear: 2026, quizQuestionIds, lessons: [{}] }),
    ];
    await read(actor, course, '01-lesson');
    await passQuiz(actor, course);
    test.clock.set('2027-03-31T23:59:59+09:00');
    const next = { key: course.key, fiscalYear: 2027, quizQuestionIds, lessons: [{}] };
    await courses.addVersion(course.courseId, 2, { ...next, title: '令和9年度版' });
    const queries = test.get(CoursesQueries);
    expect(await queries.findCourse(actor.personId, course.key)).toMatchObject({
      year: 2026,
      title: course.title,
      isQuizPassed: true,
    });
    // The edition is there, its year is not: until 1 April its address names nothing.
    expect(await queries.findCourse(actor.personId, course.key, 2027)).toBeNull();
    const lessons = test.get(LessonsQueries);
    expect(await lessons.findLesson(actor.personId, course.key, '01-lesson', 2027)).toBeNull();
    await expect(service.enroll(actor, course.key, 2027)).rejects.toThrow(NotFound);
    await expect(service.startQuiz(actor, course.key, 2027)).rejects.toThrow(NotFound);
    expect((await enrollmentOf(actor, course)).count).toBe(1);
    test.clock.set('2027-04-01T00:00:00+09:00');
    expect(await queries.findCourse(actor.personId, course.key)).toMatchObject({
      year: 2027,
      title: '令和9年度版',
      completedAt: null,
      completedLessons: 0,
      isQuizPassed: false,
    });
    expect(await queries.findCourse(actor.personId, course.key, 2026)).toMatchObject({
      title: course.title,
      isQuizPassed: true,
    });
    expect(await queries.findCourse(actor.personId, course.key, 2025)).toBeNull();
    await read(actor, course, '01-lesson');
    expect(await enrollmentOf(actor, course)).toMatchObject({
      cycle: 2027,
      completed_at: null,
      count: 2,
    });
    await passQuiz(actor, course);
    const record = await test.get(LearningRecordQueries).listForPerson(actor.personId);
    expect(record.map((row) => row.cycle)).toEqual([2027, 2026]);
  });

  it('keeps what belongs to a fiscal year in it, also when it is begun or gone on with in April (T2)', async () => {
    const course = await courses.addCourse({ fiscalYear: 2026 });
    const [begun, late] = [await aLearner(), await aLearner()];
    await courses.addMandatory({
      personId: begun.personId,
      course,
      cycle: 2026,
      dueOn: '2027-02-26',
    });
    await read(begun, course, '01-lesson');
    test.clock.set('2027-04-10T09:00:00+09:00');
    await service.enroll(late, course.key);
    expect(await enrollmentOf(late, course)).toMatchObject({ cycle: 2026, count: 1 });
    const next = { key: course.key, fiscalYear: 2027 };
    await courses.addVersion(course.courseId, 2, { ...next, title: '令和9年度版' });
    // Who still has last year's to finish goes on with it; everybody else meets this year's.
    const queries = test.get(CoursesQueries);
    expect(await queries.findCourse(begun.personId, course.key)).toMatchObject({
      year: 2026,
      title: `${course.title}(令和8年度分)`,
      completedLessons: 1,
    });
    expect(await queries.findCourse(late.personId, course.key)).toMatchObject({ year: 2027 });
    await read(begun, course, '02-lesson');
    expect(await enrollmentOf(begun, course)).toMatchObject({ cycle: 2026, count: 1 });
    expect(await queries.findCourse(begun.personId, course.key)).toMatchObject({ year: 2027 });
    await service.completeLesson(late, {
      courseKey: course.key,
      lessonKey: '01-lesson',
      year: 2026,
      note: '',
    });
    expect((await enrollmentOf(late, course)).count).toBe(1);
    await expect(service.enroll(late, course.key, 2030)).rejects.toThrow(NotFound);
  });

  it('neither lists nor opens a course whose only edition is of the next fiscal year', async () => {
    const [actor, course] = [await aLearner(), await courses.addCourse({ fiscalYear: 2027 })];
    const queries = test.get(CoursesQueries);
    const isListed = async () =>
      (await queries.listCatalogue(actor.personId)).some(({ key }) => key === course.key);
    test.clock.set('2027-03-31T23:59:59+09:00');
    expect(await isListed()).toBe(false);
    expect(await queries.findCourse(actor.personId, course.key)).toBeNull();
    await expect(service.enroll(actor, course.key)).rejects.toThrow(NotFound);
    test.clock.set('2027-04-01T00:00:00+09:00');
    expect(await isListed()).toBe(true);
    expect(await service.enroll(actor, course.key)).toBe('01-lesson');
  });

  it('keeps who has begun on their version and lets everybody else begin with the newest', async () => {
    const course = await courses.addCourse({ title: '初版' });
    const [early, late] = [await aLearner(), await aLearner()];
    await service.enroll(early, course.key);
    await courses.addMandatory({ personId: late.personId, course, dueOn: '2026-12-01' });
    await courses.addVersion(course.courseId, 2, { key: course.key, title: '第2版' });
    const queries = test.get(CoursesQueries);
    expect((await queries.findCourse(early.personId, course.key))?.title).toBe('初版');
    expect((await queries.findCourse(late.personId, course.key))?.title).toBe('第2版');
    await service.enroll(late, course.key);
    expect((await queries.findCourse(late.personId, course.key))?.title).toBe('第2版');
    expect((await enrollmentOf(late, course)).course_version_id).not.toBe(course.versionId);
  });

  it('stores every answer to a check, shows the newest, and tells the reason', async () => {
    const questionId = await courses.addQuestion();
    const course = await courses.addCourse({ lessons: [{ checkQuestionIds: [questionId] }, {}] });
    const actor = await aLearner();
    const [shown] = await test.get(QuestionQueries).findForDisplay([questionId]);
    const right = shown?.display.choices.indexOf(RIGHT_CHOICE) ?? -1;
    const say = (choice: number | null) =>
      service.answerCheck(actor, {
        courseKey: course.key,
        lessonKey: '01-lesson',
        questionId,
        answer: choice === null ? null : ({ kind: 'single', choices: [choice] } satisfies Answer),
      });
    expect((await say((right + 1) % 4)).isCorrect).toBe(false);
    test.clock.advance({ seconds: 5 });
    const feedback = await say(right);
    expect(feedback).toMatchObject({ isCorrect: true, explanation: '解説です。' });
    expect((await say(null)).isAnswered).toBe(false);
    const lesson = await test
      .get(LessonsQueries)
      .findLesson(actor.personId, course.key, '01-lesson');
    expect(lesson?.answers).toEqual([
      { questionId, answer: { kind: 'single', choices: [right] }, isCorrect: true },
    ]);
    const rows = await rowsOf(
      test.database,
      'SELECT 1 FROM lesson_check_answers WHERE question_id = $1',
      [questionId],
    );
    expect(rows).toHaveLength(2);
  });

  it('refuses a question of another lesson, a foreign lesson and an unknown course alike', async () => {
    const questionId = await courses.addQuestion();
    const course = await courses.addCourse({ lessons: [{ checkQuestionIds: [questionId] }, {}] });
    const actor = await aLearner();
    const answer = { kind: 'single', choices: [0] } satisfies Answer;
    const { key: courseKey } = course;
    await expect(
      service.answerCheck(actor, { courseKey, lessonKey: '02-lesson', questionId, answer }),
    ).rejects.toThrow(NotFound);
    await expect(read(actor, course, '99-none')).rejects.toThrow(NotFound);
    await expect(service.enroll(actor, 'no-such-course')).rejects.toThrow(NotFound);
  });

  it('reads a lesson in one piece: place, neighbours, note', async () => {
    const course = await courses.addCourse({
      lessons: [{}, { html: '<p>{{city.ai_rule}}</p>' }, {}],
    });
    const actor = await aLearner();
    await read(actor, course, '02-lesson', '  窓口の案内文で試す  ');
    expect(
      await test.get(LessonsQueries).findLesson(actor.personId, course.key, '02-lesson'),
    ).toMatchObject({
      position: 2,
      lessonCount: 3,
      previousKey: '01-lesson',
      nextKey: '03-lesson',
      isCompleted: true,
      note: '窓口の案内文で試す',
    });
    expect(
      await test.get(LessonsQueries).findLesson(anActor().personId, course.key, '01-lesson'),
    ).toMatchObject({ isStarted: false });
  });

  it('lists what is open with the lesson to go on with, and what was finished this fiscal year', async () => {
    const actor = await aLearner();
    const [begun, done, older, asked] = [
      await courses.addCourse(),
      await courses.addCourse(),
      await courses.addCourse(),
      await courses.addCourse(),
    ];
    await read(actor, begun, '01-lesson');
    await courses.addMandatory({
      personId: actor.personId,
      course: done,
      dueOn: '2026-10-01',
      completedAt: '2026-04-01T00:00:00+09:00',
    });
    await courses.addMandatory({
      personId: actor.personId,
      course: older,
      dueOn: '2026-03-01',
      completedAt: '2026-03-31T23:59:00+09:00',
    });
    await courses.addMandatory({ personId: actor.personId, course: asked, dueOn: '2026-12-01' });
    const rows = await test.get(EnrollmentQueries).listOwnLearning(actor.personId);
    expect(rows.map((row) => row.courseKey)).toEqual([done.key, asked.key, begun.key]);
    expect(rows.at(-1)).toMatchObject({
      completedLessons: 1,
      lessonCount: 2,
      nextLesson: { key: '02-lesson', position: 2 },
    });
  });
});
