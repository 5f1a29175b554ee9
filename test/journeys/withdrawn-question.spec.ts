import { AccessLog } from '@app/platform';
import { QuestionStatisticsService } from '@app/practice';
import { RescoringService } from '@app/quizzes';
import { RIGHT_CHOICE, rowOf, type TestCourse, TestCourses, WRONG_CHOICE } from '@app/testing';
import { chipsOf } from '../support/chips';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const OFFICE = '000400';
const LEARNERS = ['000401', '000402', '000403', '000404', '000405', '000406'];
const LUCKY = '000401';

/** 5.9 of the plan: answers → figures of the night → withdrawn → who would change → scored again → what the learner sees. */
describe('A question that turns out to be wrong', () => {
  let web: WebTest;
  let office: Visitor;
  let course: TestCourse;
  let wrong: string;
  let results: ReadonlyMap<string, string>;
  const visitors = new Map<string, Visitor>();

  beforeAll(async () => {
    web = await startWebTest();
    web.clock.set('2027-04-01T10:00:00+09:00');
    const unitId = await web.city.addUnit({ name: '総務課' });
    const courses = new TestCourses(web.database);
    wrong = await courses.addQuestion('どれが正しいですか。誤りのある問題です。');
    const others = [
      await courses.addQuestion('二つ目です。'),
      await courses.addQuestion('三つ目です。'),
    ];
    const quizQuestionIds = [wrong, ...others];
    course = await courses.addCourse({ quizQuestionIds, quizPass: 0.66, lessons: [] });
    const officer = await web.city.addPerson({ staffNumber: OFFICE, name: '高岡　一郎', unitId });
    await web.city.addAccount(officer, 'program_office');
    office = await web.signIn(OFFICE);
    for (const [at, staffNumber] of LEARNERS.entries()) {
      const name = `富山　${String(at + 1)}子`;
      await web.city.addAccount(await web.city.addPerson({ staffNumber, name, unitId }));
      visitors.set(staffNumber, await web.signIn(staffNumber));
    }
  }, 60_000);

  afterAll(() => web.close());

  const page = async (path: string, by = office): Promise<string> => {
    const answer = await by.get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.text;
  };
  const as = (staffNumber: string): Visitor => visitors.get(staffNumber) ?? office;

  /** Sits the quiz by its pages: the first one has two right, all others one, and nobody the wrong question. */
  async function sit(staffNumber: string): Promise<string> {
    const visitor = as(staffNumber);
    const begun = await visitor.submit(`/courses/${course.key}/quiz`, {}, `/courses/${course.key}`);
    const attempt = begun.headers.location ?? '';
    for (const position of ['1', '2', '3']) {
      const html = await page(`${attempt}?q=${position}`, visitor);
      const isRight = !html.includes('誤りのある問題') && html.includes('二つ目');
      const form = /<form method="post"[^>]*id="answer"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
      const fields = Object.fromEntries(
        [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((found) => [
          found[1] ?? '',
          found[2] ?? '',
        ]),
      );
      const text = isRight ? RIGHT_CHOICE : `${WRONG_CHOICE}1`;
      const choice = new RegExp(`value="(\\d)"[^>]*>\\s*<span>${text}`).exec(html)?.[1];
      expect([text, choice]).toEqual([text, expect.any(String)]);
      await visitor.agent
        .post(`${attempt}/answers`)
        .type('form')
        .send({ ...fields, choice: choice ?? '' });
    }
    await visitor.submit(`${attempt}/finish`, {});
    return `${attempt}/result`;
  }

  it('is answered by several people, and its figures stand on a page the next morning', async () => {
    const found = new Map<string, string>();
    for (const staffNumber of LEARNERS) found.set(staffNumber, await sit(staffNumber));
    results = found;
    expect(await page(found.get(LUCKY) ?? '', as(LUCKY))).toContain('3問のうち1問が正解でした。');
    expect(await page('/questions')).toContain('答えがそろった問題はまだありません');
    web.clock.set('2027-04-02T02:40:00+09:00');
    await web.app.get(QuestionStatisticsService).run();
    web.clock.set('2027-04-02T09:00:00+09:00');
    expect(await page('/mock-exams')).toContain('href="/questions"');
    const list = await page('/questions?place=course');
    expect(list).toContain('令和9年4月2日(金)2時40分に集計');
    expect(list).toMatch(/誤りのある問題です。[\s\S]*?>6</);
    const own = await page(`/questions/${wrong}`);
    expect(own).toContain('6人');
    expect(own).toContain(RIGHT_CHOICE);
    expect(own).toContain('問題を取り下げる');
  });

  it('is withdrawn with a reason, and can be taken back', async () => {
    const own = `/questions/${wrong}`;
    const refused = await office.submit(
      `${own}/withdraw`,
      { treatment: 'all_right', reason: '' },
      own,
    );
    expect(refused.status).toBe(422);
    const why = { treatment: 'all_right', reason: '正解が2つありました' };
    const done = await office.submit(`${own}/withdraw`, why, own);
    expect(done.headers.location).toBe(own);
    const shown = await page(own);
    expect(chipsOf(shown)).toContain('― 取下げ');
    expect(shown).toContain('終わった試験は、まだ採点し直していません');
    expect(shown).toContain('正解が2つありました');
    await office.submit(`${own}/take-back`, {}, own);
    expect(await page(own)).toContain('元に戻しました');
    await office.submit(`${own}/withdraw`, why, own);
    expect(await page('/questions?flag=withdrawn')).toContain('誤りのある問題です。');
    const result = await page(results.get(LUCKY) ?? '', as(LUCKY));
    expect(result).toContain(
      'この問題は令和9年4月2日に取り下げられました。採点し直すと、正解になります。',
    );
  });

  it('shows before anything changes who passes newly, and who looked is written', async () => {
    const preview = await page(`/questions/${wrong}/rescore`);
    expect(preview).toContain(
      '6件の結果で正解が1問ふえ、6名が新しく合格になります。合格でなくなる人はいません。',
    );
    expect(preview).toContain(course.title);
    expect(preview).toContain('富山　1子');
    expect(preview).toContain('前の結果は、本人の結果の頁に残ります。');
    await web.app.get(AccessLog).flush();
    const looked = await rowOf<{ count: number }>(
      web.database,
      'SELECT count(DISTINCT subject_person_id)::int AS count FROM access_log WHERE path LIKE $1',
      ['%/rescore'],
    );
    expect(looked?.count).toBe(6);
    expect(await page(results.get(LUCKY) ?? '', as(LUCKY))).toContain('3問のうち1問が正解でした。');
  });

  it('is scored again by the worker; the learner sees the result before as well, and has finished the course', async () => {
    const own = `/questions/${wrong}/rescore`;
    const ordered = await office.submit(own, { reason: '市民からの指摘' }, own);
    expect(ordered.headers.location).toBe(`/questions/${wrong}`);
    expect(await page(`/questions/${wrong}`)).toContain('いま採点し直しています');
    await web.app.get(RescoringService).run();
    const shown = await page(`/questions/${wrong}`);
    expect(shown).toContain('6名の結果が変わりました');
    expect(shown).not.toContain('取下げを元に戻す');

    const result = await page(results.get(LUCKY) ?? '', as(LUCKY));
    expect(chipsOf(result)).toContain('● 合格');
    expect(result).toContain('令和9年4月2日(金)に採点し直しました(前の結果 1/3)。');
    expect(result).toContain('全員を正解にしています。理由: 正解が2つありました');
    const completed = await rowOf<{ count: number }>(
      web.database,
      'SELECT count(completed_at)::int AS count FROM enrollments WHERE course_id = $1',
      [course.courseId],
    );
    expect(completed?.count).toBe(6);
    const audit = await rowOf<{ count: number }>(
      web.database,
      `SELECT count(*)::int AS count FROM audit_entries WHERE action IN ('quiz_attempt.rescored', 'enrollment.completed')`,
    );
    expect(audit?.count).toBe(12);
  });

  it('is nobody else’s to look at', async () => {
    for (const path of [
      '/questions',
      `/questions/${wrong}`,
      `/questions/${wrong}/rescore`,
      '/past-estimates',
    ])
      expect([path, (await as(LUCKY).get(path)).status]).toEqual([path, 403]);
    expect(await page('/past-estimates')).toContain('まだ言えません');
  });
});
