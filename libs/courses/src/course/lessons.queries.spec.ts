import { Database } from '@app/platform';
import { type Answer } from '@app/quizzes';
import { anActor, type LibTest, RIGHT_CHOICE, startLibTest, TestCourses } from '@app/testing';
import { CoursesModule } from '../courses.module';
import { EnrollmentsService } from '../enrollment/enrollments.service';
import { LessonsQueries } from './lessons.queries';

describe('The checks of a lesson', () => {
  let test: LibTest;

  beforeAll(async () => {
    test = await startLibTest(CoursesModule);
  });

  afterEach(() => jest.restoreAllMocks());
  afterAll(() => test.close());

  it('come in the order of the text with their feedback, in one statement however many there are', async () => {
    const courses = new TestCourses(test.database);
    const ids = [];
    for (const stem of ['一問目', '二問目', '三問目', '四問目'])
      ids.push(await courses.addQuestion(stem));
    const course = await courses.addCourse({ lessons: [{ checkQuestionIds: ids }] });
    const actor = anActor({ personId: await test.city.addPerson() });
    const address = { courseKey: course.key, lessonKey: '01-lesson' };
    const answer = { kind: 'single', choices: [0] } satisfies Answer;
    for (const questionId of ids.slice(0, 3)) {
      await test.get(EnrollmentsService).answerCheck(actor, { ...address, questionId, answer });
    }
    const queries = test.get(LessonsQueries);
    const lesson = await queries.findLesson(actor.personId, course.key, '01-lesson');
    if (!lesson) throw new Error('The lesson exists');

    const statements = jest.spyOn(test.get(Database), 'all');
    const checks = await queries.listChecks(lesson);
    expect(statements).toHaveBeenCalledTimes(1);

    expect(checks.map((check) => check.question.stem)).toEqual([
      '一問目',
      '二問目',
      '三問目',
      '四問目',
    ]);
    expect(checks.map((check) => check.answer)).toEqual([answer, answer, answer, null]);
    for (const { question, feedback } of checks.slice(0, 3)) {
      expect(feedback).toMatchObject({
        isCorrect: question.choices[0] === RIGHT_CHOICE,
        explanation: '解説です。',
      });
    }
    expect(checks[3]?.feedback).toBeNull();
    expect(JSON.stringify(checks[3])).not.toMatch(/解説|理由|correct/);
  });
});
