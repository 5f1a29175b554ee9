import { TestCourses } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const OF_THE_YEAR = '(令和8年度分)';

/** What is learnt late says of which fiscal year it is, by the same name wherever it is written. */
describe('A course of the last fiscal year', () => {
  let web: WebTest;
  let learner: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ name: '総務課' });
    const personId = await web.city.addPerson({ staffNumber: '000402', unitId });
    await web.city.addAccount(personId);
    const courses = new TestCourses(web.database);
    const quizQuestionIds = [await courses.addQuestion()];
    for (const facts of [
      { key: 'tested', title: '情報セキュリティ研修', quizQuestionIds },
      { key: 'read-late', title: '個人情報研修' },
      { key: 'in-time', title: 'AI活用研修' },
    ]) {
      const course = await courses.addCourse({ ...facts, fiscalYear: 2026, lessons: [{}] });
      await courses.addMandatory({ course, cycle: 2026, personId, dueOn: '2026-12-18' });
    }
    web.clock.set('2027-02-01T10:00:00+09:00');
    learner = await web.signIn('000402');
    await finishLesson('in-time');
    web.clock.set('2027-04-05T10:00:00+09:00');
    learner = await web.signIn('000402');
    await finishLesson('read-late');
    await finishLesson('tested');
  });

  afterAll(() => web.close());

  const finishLesson = async (course: string) => {
    const lesson = `/courses/${course}/lessons/01-lesson`;
    const page = `${lesson}?year=2026`;
    const answer = await learner.submit(`${lesson}/complete?year=2026`, { note: '' }, page);
    expect(answer.status).toBe(303);
  };
  const recordsAt = async (day: string) => {
    web.clock.set(`${day}T10:00:00+09:00`);
    learner = await web.signIn('000402');
    const { body } = await learner.get('/api/v1/me/learning');
    const { records } = body as { records: { course: string; title: string }[] };
    return Object.fromEntries(records.map(({ course, title }) => [course, title]));
  };

  it('is called so on record, on its pages and in the API; what was done in its own year is not', async () => {
    const late = `個人情報研修${OF_THE_YEAR}`;
    const expected = { 'read-late': late, 'in-time': 'AI活用研修' };
    expect(await recordsAt('2027-04-05')).toEqual(expected);
    for (const path of ['/', '/learning', '/people/000402', '/courses/read-late?year=2026'])
      expect([path, (await learner.get(path)).text]).toEqual([path, expect.stringContaining(late)]);
    const record = (await learner.get('/learning')).text;
    expect(record.match(/年度分/g)).toHaveLength(1);
    expect(await recordsAt('2028-05-01')).toEqual(expected);
  });

  it('is called so in its test: at the questions, before it is handed in, and at the result', async () => {
    web.clock.set('2027-04-05T11:00:00+09:00');
    learner = await web.signIn('000402');
    const course = '/courses/tested';
    const begun = await learner.submit(`${course}/quiz?year=2026`, {}, `${course}?year=2026`);
    const attempt = String(begun.headers.location);
    const title = `情報セキュリティ研修${OF_THE_YEAR}`;
    for (const path of [attempt, `${attempt}/finish`])
      expect([path, (await learner.get(path)).text]).toEqual([
        path,
        expect.stringContaining(title),
      ]);
    const ended = await learner.submit(`${attempt}/finish`, {}, `${attempt}/finish`);
    const result = (await learner.get(String(ended.headers.location))).text;
    expect(result).toContain('テストの結果');
    expect(result).toContain(title);
  });
});
