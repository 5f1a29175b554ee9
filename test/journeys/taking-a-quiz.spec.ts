import { randomUUID } from 'node:crypto';
import { AttemptsService, questionBodySchema, QuestionsService } from '@app/quizzes';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const NUMBER = '000201';

describe('Taking a quiz', () => {
  let web: WebTest;
  let visitor: Visitor;
  let personId: string;
  let questionIds: string[];

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ name: '総務課' });
    personId = await web.city.addPerson({ staffNumber: NUMBER, unitId });
    await web.city.addAccount(personId);
    const other = await web.city.addPerson({ staffNumber: '000202', unitId });
    await web.city.addAccount(other);
    questionIds = [...(await web.app.get(QuestionsService).publish(QUESTIONS)).values()];
    visitor = await web.signIn(NUMBER);
  });

  afterAll(async () => {
    await web.close();
  });

  async function start(deadlineAt: Date | null = null): Promise<string> {
    return web.app.get(AttemptsService).startAttempt({
      personId,
      quizKey: `quiz:${randomUUID()}`,
      questionIds,
      draw: null,
      passRatio: 0.5,
      retakes: null,
      waitMinutes: 0,
      deadlineAt,
    });
  }

  /** The hidden fields of the question's form and the value of the choice or item with this text. */
  async function open(attemptId: string, wanted: string) {
    for (let position = 1; position <= questionIds.length; position++) {
      const html = (await visitor.get(`/quiz-attempts/${attemptId}?q=${String(position)}`)).text;
      if (!html.includes(wanted)) continue;
      return { html, position: String(position), fields: hiddenOf(html) };
    }
    throw new Error(`no question with ${wanted}`);
  }

  const post = (attemptId: string, fields: Record<string, string | string[]>) =>
    visitor.agent.post(`/quiz-attempts/${attemptId}/answers`).type('form').send(fields);
  const postJson = (attemptId: string, fields: Record<string, string | string[]>) =>
    post(attemptId, fields).set('Accept', 'application/json');

  it('goes from the first question to the result without any script', async () => {
    const attemptId = await start();
    const single = await open(attemptId, '許可書はどれ');
    expect(single.html).toContain('3問のうち0問に解答しました。');
    expect(single.html).not.toMatch(/理由|解説|correct/);
    const value = valueOf(single.html, '正解の選択肢');
    const saved = await post(attemptId, { ...single.fields, choice: value, go: '2' });
    expect(saved.status).toBe(303);
    expect(saved.headers.location).toBe(`/quiz-attempts/${attemptId}?q=2`);
    const again = await open(attemptId, '許可書はどれ');
    expect(again.html).toContain(`value="${value}" checked`);
    expect(again.html).toContain('保存しました 10:00');
    expect(again.html).toContain('3問のうち1問に解答しました。');

    const order = await open(attemptId, '早い順に');
    const marked = await post(attemptId, { ...order.fields, ...placesFor(order.html), mark: 'on' });
    expect(marked.headers.location).toBe(`/quiz-attempts/${attemptId}?q=${order.position}`);
    const finish = await visitor.get(`/quiz-attempts/${attemptId}/finish`);
    expect(finish.text).toContain('まだ解答していない問題が1問あります');
    expect(finish.text).toContain('見直しの印がある問題');

    const early = await visitor.get(`/quiz-attempts/${attemptId}/result`);
    expect(early.text).toContain('まだ提出していません');
    expect(early.text).not.toMatch(/理由|解説/);

    const submitted = await visitor.submit(`/quiz-attempts/${attemptId}/finish`, {});
    expect(submitted.headers.location).toBe(`/quiz-attempts/${attemptId}/result`);
    const result = await visitor.get(`/quiz-attempts/${attemptId}/result`);
    expect(result.text).toContain('合格しました。3問のうち2問が正解でした(合格は2問以上)。');
    expect(result.text).toContain('理由 正解の選択肢');
    expect(result.text).toContain('解説の文');
    expect(result.text).toContain('未解答(不正解)');
    const repeated = await visitor.submit(`/quiz-attempts/${attemptId}/finish`, {}, '/settings');
    expect(repeated.headers.location).toBe(`/quiz-attempts/${attemptId}/result`);
  });

  it('acknowledges each answer of a script with its time', async () => {
    const attemptId = await start();
    const { fields, html } = await open(attemptId, '許可書はどれ');
    const answer = await postJson(attemptId, { ...fields, choice: valueOf(html, '正解の選択肢') });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ savedAt: '10:00', revision: 1 });
  });

  it('does not let a stale tab overwrite a newer answer', async () => {
    const attemptId = await start();
    const { fields, html, position } = await open(attemptId, '許可書はどれ');
    const right = valueOf(html, '正解の選択肢');
    const other = await open(attemptId, '許可書はどれ');
    await postJson(attemptId, { ...other.fields, choice: right });
    // However often the network failed it, and however often it tried again.
    const blank = await post(attemptId, { ...fields, revision: '9', go: '2' });
    expect(blank.status).toBe(409);
    expect(blank.text).toContain('ほかの画面で新しい解答が保存されています');
    expect(blank.text).toContain(`value="${right}" checked`);
    expect(blank.text).toContain(`name="position" value="${position}"`);
    const script = await postJson(attemptId, fields);
    expect(script.status).toBe(409);
    expect(script.headers['content-type']).toContain('application/problem+json');
    expect(script.body).toMatchObject({ code: 'quiz.older_revision' });
  });

  it('accepts nothing after the deadline and hands in what was saved', async () => {
    const attemptId = await start(new Date(web.clock.now().getTime() + 60_000));
    const { fields, html } = await open(attemptId, '許可書はどれ');
    expect(html).toContain('過ぎると、保存した解答で提出されます');
    await post(attemptId, { ...fields, choice: valueOf(html, '正解の選択肢') });
    web.clock.advance({ minutes: 1 });
    const late = await post(attemptId, { ...fields, revision: '9', choice: '0' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('この回は終了しています');
    expect(late.text).not.toContain('許可書はどれ');
    const finish = await visitor.get(`/quiz-attempts/${attemptId}/finish`);
    expect(finish.text).toContain('この回は終了しています。保存した解答の結果を見られます。');
    await visitor.submit(`/quiz-attempts/${attemptId}/finish`, {});
    expect((await visitor.get(`/quiz-attempts/${attemptId}/result`)).text).toContain(
      '3問のうち1問が正解でした',
    );
    web.clock.advance({ minutes: -1 });
  });

  it('hides the attempts of others, to the last address', async () => {
    const attemptId = await start();
    const { fields } = await open(attemptId, '許可書はどれ');
    const stranger = await web.signIn('000202');
    for (const path of ['', '?q=2', '/finish', '/result']) {
      expect((await stranger.get(`/quiz-attempts/${attemptId}${path}`)).status).toBe(404);
    }
    const own = await stranger.hiddenFields('/settings');
    const paths = ['/answers', '/finish'];
    for (const path of paths) {
      const answer = await stranger.agent
        .post(`/quiz-attempts/${attemptId}${path}`)
        .type('form')
        .send({ ...fields, ...own });
      expect(answer.status).toBe(404);
    }
  });

  it.each([
    '1',
    '-1',
    'null',
    '99999999999999999999',
    randomUUID(),
    '%00',
    "'; DROP TABLE quiz_attempts; --",
  ])('answers the id %s with a page that says it is not there', async (id) => {
    const answer = await visitor.get(`/quiz-attempts/${encodeURIComponent(id)}`);
    expect(answer.status).toBe(404);
  });

  it('shows the nearest question for any position', async () => {
    const attemptId = await start();
    for (const position of ['0', '-3', '999999999999', 'x', '1.5', "1'"]) {
      const answer = await visitor.get(
        `/quiz-attempts/${attemptId}?q=${encodeURIComponent(position)}`,
      );
      expect(answer.status).toBe(200);
    }
    expect((await visitor.get(`/quiz-attempts/${attemptId}?q=1&q=2`)).status).toBe(200);
  });

  it('refuses a form that no page of ours sends, and keeps what was saved', async () => {
    const attemptId = await start();
    const { fields, html, position } = await open(attemptId, '許可書はどれ');
    const right = valueOf(html, '正解の選択肢');
    await post(attemptId, { ...fields, choice: right });
    const bad: Record<string, string | string[]>[] = [
      { kind: 'essay' },
      { kind: 'numeric', text: '3' },
      { choice: '99' },
      { choice: '-1' },
      { choice: 'x' },
      { choice: Array.from({ length: 300 }, () => '1') },
      { revision: '0' },
      { revision: '999999999999' },
      { revision: '' },
      { known: '-1' },
      { known: '' },
      { tab: '' },
      { tab: 'x' },
      { position: '0' },
      { position: 'x' },
      { go: '//evil.example' },
      { go: 'https://evil.example' },
      { mark: '1' },
      { __proto__: 'x', 'constructor[prototype]': 'x', kind: ['single', 'case'] },
    ];
    for (const change of bad) {
      const answer = await post(attemptId, { ...fields, revision: '5', ...change });
      expect([change, answer.status]).toEqual([change, 422]);
    }
    expect((await post(attemptId, { ...fields, revision: '5', position: '50' })).status).toBe(404);
    const page = await visitor.get(`/quiz-attempts/${attemptId}?q=${position}`);
    expect(page.text).toContain(`value="${right}" checked`);
  });

  it('asks for the token of the form and for a signed-in person', async () => {
    const attemptId = await start();
    const { fields } = await open(attemptId, '許可書はどれ');
    expect((await post(attemptId, { ...fields, _csrf: 'x' })).status).toBe(403);
    const nobody = await web.anonymous().get(`/quiz-attempts/${attemptId}`);
    expect(nobody.headers.location).toContain('/sign-in');
    const script = await web
      .anonymous()
      .get(`/quiz-attempts/${attemptId}`)
      .set('Accept', 'application/json');
    expect(script.status).toBe(401);
  });
});

const ITEMS = ['起案する', '決裁を受ける', '施行する'];

const QUESTIONS = [
  {
    kind: 'single',
    stem: '許可書はどれですか。',
    choices: ['正解の選択肢', '誤答ア', '誤答イ'].map((text, index) => ({
      text,
      correct: index === 0,
      why: `理由 ${text}`,
    })),
  },
  { kind: 'order', stem: '早い順に並べてください。', items: ITEMS },
  { kind: 'numeric', stem: '何円ですか。', answer: 1200, unit: '円' },
].map((body, index) => ({
  key: `web.${String(index)}`,
  difficulty: 1,
  tags: ['t/1'],
  usage: 'lesson',
  body: questionBodySchema.parse({ explanation: '解説の文', ...body }),
}));

function hiddenOf(html: string): Record<string, string> {
  const form = /<form[^>]*id="answer"[^]*?<\/form>/.exec(html)?.[0] ?? '';
  const pairs = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
}

function valueOf(html: string, text: string): string {
  return new RegExp(`name="choice" value="(\\d+)"[^>]*><span>${text}`).exec(html)?.[1] ?? '';
}

/** The right place of each item as it stands on the page. */
function placesFor(html: string): Record<string, string> {
  const labels = [
    ...html.matchAll(/<label class="field__label" for="q-(place-\d+)">([^<]+)<\/label>/g),
  ];
  return Object.fromEntries(
    labels.map(([, name = '', text = '']) => [name, String(ITEMS.indexOf(text))]),
  );
}
