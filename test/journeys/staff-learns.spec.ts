import { randomUUID } from 'node:crypto';
import { QuestionQueries } from '@app/quizzes';
import { RIGHT_CHOICE, rowsOf, type TestCourse, TestCourses } from '@app/testing';
import { chipsOf } from '../support/chips';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

/** 3.b of the plan: a member of staff learns a course from the home page to the record. */
describe('A member of staff learns', () => {
  let web: WebTest;
  let course: TestCourse;
  let questionId: string;

  beforeAll(async () => {
    web = await startWebTest();
    const courses = new TestCourses(web.database);
    const unitId = await web.city.addUnit({ name: '総務課' });
    const personId = await web.city.addPerson({
      staffNumber: '000201',
      name: '富山　花子',
      unitId,
    });
    await web.city.addAccount(personId);
    questionId = await courses.addQuestion('生成AIに入れてよいのはどれですか。');
    course = await courses.addCourse({
      key: 'ai-use',
      title: '生成AI活用',
      quizQuestionIds: [await courses.addQuestion('修了テストの問題です。')],
      lessons: [
        {
          title: '入れてはいけない情報',
          html: `<p>{{city.ai_rule}}を守ります。</p><!--check:${questionId}--><p>確認の後の本文です。</p>`,
          checkQuestionIds: [questionId],
          takeaway: '{{city.dx_office}}に相談する。',
        },
        { title: '頼み方の型' },
      ],
    });
    // 2026-11-21 is a Saturday, 23 November a holiday: it holds until the 24th.
    await courses.addMandatory({ personId, course, dueOn: '2026-11-21' });
  });

  afterAll(() => web.close());

  const page = async (visitor: Visitor, path: string): Promise<string> => {
    const answer = await visitor.get(path);
    expect(answer.status).toBe(200);
    return answer.text;
  };

  it('goes from 今日やること to a lesson and is told right and wrong at once; another browser shows the same', async () => {
    const morning = await web.signIn('000201');
    const home = await page(morning, '/');
    expect(home).toContain('生成AI活用');
    expect(home).toContain('あと5開庁日');
    expect(home).toContain('令和8年11月21日(土)まで(翌開庁日の令和8年11月24日(火)まで有効)');

    const begun = await morning.submit('/courses/ai-use/enroll', {}, '/');
    expect(begun.headers.location).toBe('/courses/ai-use/lessons/01-lesson');
    const lesson = await page(morning, '/courses/ai-use/lessons/01-lesson');
    expect(lesson).toContain('1 / 2');
    expect(lesson).toContain('庁内の生成AI利用ルールを守ります。');
    expect(lesson).toContain('DX推進室に相談する。');
    expect(lesson).not.toContain('正しい理由です。');

    await answersTheCheckWrongThenRight(morning);

    const afternoon = await web.signIn('000201');
    expect(chipsOf(await page(afternoon, '/courses/ai-use/lessons/01-lesson'))).toContain('● 正解');
  });

  it('continues in another browser where the first one stopped, passes the quiz, and finds it in the record', async () => {
    const first = await web.signIn('000201');
    const lesson = '/courses/ai-use/lessons/01-lesson';
    const read = await first.submit(`${lesson}/complete`, { note: '案内文で試す' }, lesson);
    expect(read.headers.location).toBe('/courses/ai-use/lessons/02-lesson');

    const second = await web.signIn('000201');
    const home = await page(second, '/');
    expect(home).toContain('次は第2回「頼み方の型」');
    expect(home).toContain('href="/courses/ai-use/lessons/02-lesson"');
    const early = await second.submit('/courses/ai-use/quiz', {}, '/courses/ai-use');
    expect(early.status).toBe(409);
    expect(early.text).toContain('先に、残り1つのレッスンを読んで');
    const last = '/courses/ai-use/lessons/02-lesson';
    const done = await second.submit(`${last}/complete`, {}, last);
    expect(done.headers.location).toBe('/courses/ai-use/quiz');
    expect(await page(second, '/courses/ai-use/quiz')).toContain('テストを受ける');
    expect(await page(second, '/courses/ai-use')).toContain('テストを受ける');

    const quiz = await second.submit('/courses/ai-use/quiz', {}, '/courses/ai-use');
    const attemptId =
      /^\/quiz-attempts\/([0-9a-f-]{36})$/.exec(quiz.headers.location ?? '')?.[1] ?? '';
    await passes(second, attemptId);
    expect(await page(second, '/courses/ai-use')).toContain('令和8年11月16日(月)に修了しました。');
    const record = await page(second, '/learning');
    expect(record).toContain('令和8年度(2026年度)');
    expect(record).toContain('令和8年11月16日(月)');
    expect(record).toContain('案内文で試す');
    const after = await page(second, '/');
    expect(after).toContain('今日、急ぐものはありません。');
    expect(after).toContain('令和8年11月16日(月) 修了');
  });

  it('offers the same to programs', async () => {
    const visitor = await web.signIn('000201');
    const answer = await visitor.get('/api/v1/me/learning');
    expect(answer.body).toMatchObject({
      asOf: '2026-11-16',
      open: [],
      records: [{ course: 'ai-use', fiscalYear: 2026, mandatory: true }],
    });
  });

  async function answersTheCheckWrongThenRight(visitor: Visitor): Promise<void> {
    const lesson = '/courses/ai-use/lessons/01-lesson';
    const check = `${lesson}/checks/${questionId}`;
    const [shown] = await web.app.get(QuestionQueries).findForDisplay([questionId]);
    const right = shown?.display.choices.indexOf(RIGHT_CHOICE) ?? -1;
    const choose = (choice: number) =>
      visitor.submit(check, { kind: 'single', choice: String(choice) }, lesson);

    const empty = await visitor.submit(check, { kind: 'single' }, lesson);
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('答えを選んでから');
    const wrong = await choose((right + 1) % 4);
    expect(wrong.headers.location).toBe(`${lesson}#check-${questionId}`);
    expect(await page(visitor, lesson)).toMatch(/不正解[^]*が違う理由です。[^]*解説です。/);
    web.clock.advance({ seconds: 20 });
    await choose(right);
    expect(chipsOf(await page(visitor, lesson))).toContain('● 正解');
  }

  async function passes(visitor: Visitor, attemptId: string): Promise<void> {
    const own = `/quiz-attempts/${attemptId}`;
    const rows = await rowsOf<{ choice_order: number[] }>(
      web.database,
      'SELECT choice_order FROM quiz_attempt_questions WHERE attempt_id = $1',
      [attemptId],
    );
    const choice = String(rows[0]?.choice_order.indexOf(0));
    await visitor.submit(
      `${own}/answers`,
      { position: '1', revision: '1', known: '0', tab: randomUUID(), kind: 'single', choice },
      own,
    );
    const finished = await visitor.submit(`${own}/finish`, {}, `${own}/finish`);
    expect(finished.headers.location).toBe(`${own}/result`);
  }
});
