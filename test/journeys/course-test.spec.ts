import { QuestionsService, questionBodySchema } from '@app/quizzes';
import { rowsOf, TestCourses } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const NUMBER = '000201';

/** The test of a course by its policy: reading before it, waiting between two tries, the key after passing. */
describe('The test of a course', () => {
  let web: WebTest;
  let learner: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const personId = await web.city.addPerson({ staffNumber: NUMBER });
    await web.city.addAccount(personId);
    const courses = new TestCourses(web.database);
    const questions = await web.app.get(QuestionsService).publish(QUESTIONS);
    const [numeric = '', order = '', two = ''] = [...questions.values()];
    await courses.addCourse({
      ...{ key: 'ai-use', title: '生成AI活用', quizQuestionIds: [numeric, order, two] },
      ...{ quizReadSeconds: 20, quizWaitMinutes: 10, quizKeys: 'passed_or_last', quizPass: 0.6 },
      lessons: [{ key: '01-what' }, { key: '02-how', checkQuestionIds: [order] }],
    });
    learner = await web.signIn(NUMBER);
  });

  afterAll(() => web.close());

  const page = async (path: string): Promise<string> => {
    const answer = await learner.get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.text;
  };
  const lesson = (key: string): string => `/courses/ai-use/lessons/${key}`;

  /** The form 読みました as a page of some time ago carries it. */
  async function openedForm(key: string) {
    const html = await page(lesson(key));
    const opened = /name="opened" value="([^"]*)"/.exec(html)?.[1] ?? '';
    return { opened, note: '', ...(await learner.hiddenFields(lesson(key))) };
  }

  const send = (path: string, fields: object) => learner.agent.post(path).type('form').send(fields);

  it('takes no lesson as read that was opened a moment ago, keeps what was typed, and works by any way in', async () => {
    const form = await openedForm('01-what');
    web.clock.advance({ seconds: 5 });
    const early = await send(`${lesson('01-what')}/complete`, { ...form, note: '試してみる' });
    expect(early.status).toBe(409);
    expect(early.text).toContain('開いてから20秒たつと受け付けます(あと15秒)');
    expect(early.text).toContain('value="試してみる"');
    expect(early.text).toContain(`name="opened" value="${form.opened}"`);
    const reloaded = await learner.get(`${lesson('01-what')}/complete`);
    expect([reloaded.status, reloaded.headers.location]).toEqual([303, lesson('01-what')]);
    const forged = await send(`${lesson('01-what')}/complete`, { ...form, opened: 'AAAA' });
    expect(forged.status).toBe(409);

    web.clock.advance({ seconds: 15 });
    const read = await send(`${lesson('01-what')}/complete`, form);
    expect([read.status, read.headers.location]).toEqual([303, lesson('02-how')]);
    // What one notes for oneself is on no paper.
    expect(await page(lesson('01-what'))).toMatch(
      /<div class="no-print"><div class="field[^]*name="note"/,
    );
    const other = await send(`${lesson('02-how')}/complete`, {
      ...(await openedForm('02-how')),
      opened: form.opened,
    });
    expect(other.status).toBe(409);
  });

  it('leads from the last lesson to the test, which says its rules', async () => {
    expect(await page('/courses/ai-use/quiz')).toContain('残り1レッスンを読むと、受けられます。');
    const form = await openedForm('02-how');
    web.clock.advance({ seconds: 20 });
    const last = await send(`${lesson('02-how')}/complete`, { ...form, note: 'あとで試す' });
    expect(last.headers.location).toBe('/courses/ai-use/quiz');
    const door = await page('/courses/ai-use/quiz');
    expect(door).toContain('3問に答え、60%以上の正解で合格です。');
    expect(door).toContain('次を受けるまでに10分あけてください。');
    expect(door).toContain('正解と理由は、合格した後に表示します。');
    expect(door).not.toContain('これまでの結果');
  });

  it('tells at once what is no answer, by page and by script, and keeps it as it was typed', async () => {
    const attempt = await begin();
    for (const [stem, fields, message] of FAULTS) {
      const { path, hidden } = await questionOf(attempt, stem);
      const told = await send(`${attempt}/answers`, { ...hidden, ...fields, go: 'finish' });
      expect([stem, told.status]).toEqual([stem, 422]);
      expect(told.text).toContain(message);
      expect(told.text).toMatch(/role="alert" tabindex="-1" autofocus/);
      expect(told.text).toContain(stem);
      const script = await send(`${attempt}/answers`, { ...hidden, ...fields }).set(
        'Accept',
        'application/json',
      );
      expect([script.status, script.body]).toMatchObject([422, { errors: { answer: message } }]);
      expect(await page(path)).toContain('3問のうち0問に解答しました。');
    }
    const typed = await questionOf(attempt, '何円ですか');
    const told = await send(`${attempt}/answers`, { ...typed.hidden, text: 'abc' });
    expect(told.text).toContain('value="abc"');
    // The address of a refused answer, opened by itself, is that of its test.
    const reloaded = await learner.get(`${attempt}/answers`);
    expect([reloaded.status, reloaded.headers.location]).toEqual([303, attempt]);
    const { html } = await questionOf(attempt, '2つ選んで');
    expect(html).toContain('2つ選んでください。</p>');
  });

  it('keeps the key after a failed try, leads from each wrong one to its lesson, and lets wait', async () => {
    const attempt = await begin();
    const { hidden } = await questionOf(attempt, '何円ですか');
    await send(`${attempt}/answers`, { ...hidden, text: '5' });
    await learner.submit(`${attempt}/finish`, {});
    const result = await page(`${attempt}/result`);
    expect(result).toContain(
      '3問のうち0問が正解でした。合格には2問以上の正解が必要です。間違えた問題の回を読んで',
    );
    expect(result).toContain('間違えた問題の正解と理由は、テストに合格すると表示されます。');
    expect(result).toContain('あなたの答え: 5</p>');
    expect(result).not.toMatch(/1200|解説の文|理由 適切/);
    expect(result).toContain(`href="${lesson('02-how')}#check-`);
    expect(result).toContain('次は10:10から受けられます');
    expect(result).toContain('この回は、0秒で提出しています');

    const early = await learner.submit('/courses/ai-use/quiz', {}, '/courses/ai-use');
    expect(early.status).toBe(409);
    expect(early.text).toContain('から受けられます');
    expect(await page('/courses/ai-use')).toContain('もう一度テストへ');
    expect(await page('/courses/ai-use')).toMatch(/1回目の結果[^]*0 \/ 3/);
  });

  it('lets try the wrong ones again for practice, which counts for nothing and tells no key either', async () => {
    const [attempt = ''] = await finishedAttempts();
    const begun = await learner.submit(`${attempt}/wrong`, {}, `${attempt}/result`);
    const practice = String(begun.headers.location);
    expect(await page(practice)).toContain('もう一度 1 / 3');
    await rightAnswers(practice, 3);
    await learner.submit(`${practice}/finish`, {});
    const result = await page(`${practice}/result`);
    expect(result).toContain('練習なので、修了にもテストの回数にも数えません。');
    expect(result).toContain('テストの結果に戻る');
    expect(await finishedAttempts()).toEqual([attempt]);
    expect(await page('/courses/ai-use')).not.toContain('に修了しました');
    const reloaded = await learner.get(`${attempt}/wrong`);
    expect([reloaded.status, reloaded.headers.location]).toEqual([303, `${attempt}/result`]);
  });

  it('opens the key of all tries once it is passed, and leads on', async () => {
    web.clock.advance({ minutes: 10 });
    const attempt = await begin();
    await rightAnswers(attempt, 2);
    await learner.submit(`${attempt}/finish`, {});
    const result = await page(`${attempt}/result`);
    expect(result).toContain('合格しました。この講座を修了しました。3問のうち2問が正解でした');
    expect(result).toContain('ほかの講座を探す');
    expect(result).toContain('解説の文');
    const course = await page('/courses/ai-use');
    expect(course).toContain('に修了しました。');
    expect(course).toMatch(/2回目の結果[^]*2 \/ 3[^]*1回目の結果[^]*0 \/ 3/);
    const first = (await finishedAttempts())[1] ?? '';
    const failed = await page(`${first}/result`);
    expect(failed).toContain('正解: 1200円');
    expect(failed).toContain('このあとのテストで合格しています。');
    expect(failed).not.toContain('もう一度受ける');
    expect(await page('/learning')).toMatch(/<p class="record-note no-print">[^]*あとで試す/);
    expect(await page('/learning/certificate')).not.toContain('あとで試す');
  });

  it('lets drop what was one’s own choice and take it up again; what is finished cannot be dropped', async () => {
    const courses = new TestCourses(web.database);
    await courses.addCourse({ key: 'own', title: '自分で選んだ講座' });
    await learner.submit('/courses/own/enroll', {}, '/courses/own');
    expect(await page('/')).toContain('自分で選んだ講座');
    const dropped = await learner.submit('/courses/own/drop', {}, '/courses/own');
    expect(dropped.headers.location).toBe('/courses');
    const list = await page('/courses');
    expect(list).toContain('「自分で選んだ講座」をやめました。');
    expect(list).not.toContain('つづき');
    expect(await page('/')).not.toContain('自分で選んだ講座');
    expect(await page('/courses/own')).toContain('続きからもう一度始める');
    await learner.submit('/courses/own/enroll', {}, '/courses/own');
    expect(await page('/')).toContain('自分で選んだ講座');
    const finished = await learner.submit('/courses/ai-use/drop', {}, '/courses/own');
    expect(finished.status).toBe(409);
  });

  it('finds a course by a word', async () => {
    const found = await page('/courses?q=%E8%87%AA%E5%88%86');
    expect(found).toContain('自分で選んだ講座');
    expect(found).not.toContain('生成AI活用</a>');
    expect(await page('/courses?q=zzz')).toContain('「zzz」に当てはまる講座はありません。');
  });

  async function begin(): Promise<string> {
    const answer = await learner.submit('/courses/ai-use/quiz', {}, '/courses/ai-use/quiz');
    return String(answer.headers.location);
  }

  async function finishedAttempts(): Promise<string[]> {
    const html = await page('/courses/ai-use/quiz');
    return [...html.matchAll(/href="(\/quiz-attempts\/[^/]+)\/result"/g)].map(([, at = '']) => at);
  }

  async function questionOf(attempt: string, stem: string) {
    for (let number = 1; number <= 3; number++) {
      const path = `${attempt}?q=${String(number)}`;
      const html = await page(path);
      if (!html.includes(stem)) continue;
      const form = /<form[^>]*id="answer"[^]*?<\/form>/.exec(html)?.[0] ?? '';
      const pairs = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
      return {
        path,
        html,
        hidden: Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value])),
      };
    }
    throw new Error(`no question ${stem}`);
  }

  /** The first so many of the questions as they are written. */
  async function rightAnswers(attempt: string, count: number): Promise<void> {
    const id = attempt.split('/').at(-1);
    const rows = await rowsOf<{
      position: number;
      choice_order: number[];
      kind: string;
      key: string;
    }>(
      web.database,
      `SELECT t.position, t.choice_order, q.kind, q.key FROM quiz_attempt_questions t
       JOIN questions q ON q.id = t.question_id WHERE t.attempt_id = $1 ORDER BY q.key`,
      [id],
    );
    for (const { position, choice_order: order, kind } of rows.slice(0, count)) {
      const { hidden } = await hiddenAt(attempt, position);
      const answer = await send(`${attempt}/answers`, { ...hidden, ...rightFields(kind, order) });
      expect(answer.status).toBe(303);
    }
  }

  async function hiddenAt(attempt: string, position: number) {
    const html = await page(`${attempt}?q=${String(position)}`);
    const form = /<form[^>]*id="answer"[^]*?<\/form>/.exec(html)?.[0] ?? '';
    const pairs = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    return { hidden: Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value])) };
  }
});

function rightFields(kind: string, order: readonly number[]): Record<string, string | string[]> {
  if (kind === 'numeric') return { text: '1,200円' };
  if (kind === 'multiple')
    return { choice: [0, 1].map((written) => String(order.indexOf(written))) };
  return Object.fromEntries(
    order.map((written, shown) => [`place-${String(shown)}`, String(written)]),
  );
}

const FAULTS: readonly (readonly [string, Record<string, string | string[]>, string])[] = [
  [
    '何円ですか',
    { text: 'abc' },
    '数字で入力してください。単位は付けても付けなくてもかまいません。',
  ],
  [
    '早い順に',
    { 'place-0': '1', 'place-1': '1', 'place-2': '' },
    '2番目が二つあります。それぞれ別の番号を選んでください。',
  ],
  ['2つ選んで', { choice: ['0', '1', '2'] }, '2つだけ選んでください。いまは3つ選んでいます。'],
];

const QUESTIONS = [
  { kind: 'numeric', stem: '何円ですか。', answer: 1200, unit: '円' },
  {
    kind: 'order',
    stem: '早い順に並べてください。',
    items: ['起案する', '決裁を受ける', '施行する'],
  },
  {
    kind: 'multiple',
    stem: '適切なものを2つ選んでください。',
    choices: ['適切1', '適切2', '不適切1', '不適切2'].map((text, index) => ({
      ...{ text, correct: index < 2, why: `理由 ${text}` },
    })),
  },
].map((body, index) => ({
  ...{ key: `course.${String(index)}`, difficulty: 1, tags: ['ai-use/02-how'], usage: 'lesson' },
  body: questionBodySchema.parse({ explanation: '解説の文', ...body }),
}));
