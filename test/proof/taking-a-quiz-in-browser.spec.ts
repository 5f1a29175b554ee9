import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  AttemptQueries,
  AttemptsService,
  questionBodySchema,
  QuestionsService,
} from '@app/quizzes';
import type { Page } from 'playwright-core';
import { inspect } from '../support/browser-crawl';
import { type Journey, photograph, startJourney } from '../support/journey';

const NUMBER = '000301';

describe('Taking a quiz, in a browser', () => {
  let journey: Journey;
  let page: Page;
  let personId: string;
  let questionIds: string[];
  let quizzes = 0;

  beforeAll(async () => {
    journey = await startJourney();
    const { app, city } = journey.web;
    personId = await city.addPerson({ staffNumber: NUMBER, name: '黒部　花子' });
    await city.addAccount(personId);
    questionIds = [...(await app.get(QuestionsService).publish(QUESTIONS)).values()];
    page = await journey.open(NUMBER);
  });

  afterAll(async () => {
    await journey.close();
  });

  /** A new attempt whose questions stand in the order of QUESTIONS. */
  async function start(): Promise<string> {
    const attempts = journey.web.app.get(AttemptsService);
    quizzes += 1;
    const attemptId = await attempts.startAttempt({
      personId,
      quizKey: `browser:${String(quizzes)}`,
      questionIds,
      draw: null,
      passRatio: 0.5,
      retakes: null,
      waitMinutes: 0,
    });
    await page.goto(`/quiz-attempts/${attemptId}`);
    return attemptId;
  }

  /** Opens the question with this text by the number grid. */
  async function turnTo(stem: string): Promise<void> {
    for (let number = 1; number <= QUESTIONS.length; number++) {
      await page.getByRole('button', { name: new RegExp(`^問題 ${String(number)}:`) }).click();
      await page.getByRole('heading', { level: 1, name: `問題 ${String(number)} /` }).waitFor();
      if ((await page.getByRole('group').first().textContent())?.includes(stem)) return;
    }
    throw new Error(`no question ${stem}`);
  }

  const saved = (): Promise<void> => page.getByText(/^保存しました \d+:\d\d$/).waitFor();

  async function answerOf(attemptId: string, stem: string) {
    const queries = journey.web.app.get(AttemptQueries);
    for (let position = 1; position <= QUESTIONS.length; position++) {
      const found = await queries.findPlayerPage(attemptId, personId, position);
      if (found.question.stem.includes(stem)) return found;
    }
    throw new Error(`no question ${stem}`);
  }

  /** Until the server has answered the next sent answer, also when the page that sent it is gone. */
  function answerArrived(): Promise<void> {
    return new Promise((resolve) => {
      const listen = (request: IncomingMessage, response: ServerResponse): void => {
        if (!request.url?.endsWith('/answers')) return;
        journey.web.server.off('request', listen);
        response.on('finish', resolve);
      };
      journey.web.server.on('request', listen);
    });
  }

  /** A question that was passed over already says 「保存しました」: only the answer to this change counts. */
  async function acknowledged(change: () => Promise<void>): Promise<void> {
    const arrived = answerArrived();
    await change();
    await arrived;
    await saved();
  }

  it('acknowledges every change without a click, and keeps it when the page is opened again', async () => {
    const attemptId = await start();
    await turnTo('許可書');
    await acknowledged(() => page.getByLabel('正解の選択肢').check());
    await page.goto(`/quiz-attempts/${attemptId}`);
    await turnTo('許可書');
    expect(await page.getByLabel('正解の選択肢').isChecked()).toBe(true);
    await acknowledged(() => page.getByLabel('誤答ア').check());
    await acknowledged(() => page.getByLabel('誤答イ').check());
    await turnTo('何円');
    await acknowledged(() => page.getByLabel('答え(単位: 円)').fill('1200'));
    expect((await answerOf(attemptId, '何円')).answer).toEqual({ kind: 'numeric', text: '1200' });
  });

  it('sends what is on the screen when the tab is closed in the middle of typing', async () => {
    const attemptId = await start();
    await turnTo('何円');
    await page.getByLabel('答え(単位: 円)').pressSequentially('98');
    const arrived = answerArrived();
    await page.goto('/settings');
    await arrived;
    expect((await answerOf(attemptId, '何円')).answer).toEqual({ kind: 'numeric', text: '98' });
  });

  it('says so when the network is away, and sends again by itself when it is back', async () => {
    const attemptId = await start();
    await turnTo('許可書');
    await page.context().setOffline(true);
    await page.getByLabel('正解の選択肢').check();
    await page.getByText('保存できませんでした。通信を確認してください。').waitFor();
    await page.context().setOffline(false);
    await saved();
    expect((await answerOf(attemptId, '許可書')).answer).not.toBeNull();
  });

  it('stays on the question while the network is away, and goes on where it was asked to once the answer is saved', async () => {
    const attemptId = await start();
    await turnTo('許可書');
    const here = page.url();
    const next = page.getByRole('button', { name: /^(次へ|終了する)$/ }).first();
    await page.context().setOffline(true);
    await page.getByLabel('正解の選択肢').check();
    await next.click();
    await page.getByText('つながると自動で保存して進みます').waitFor();
    expect(page.url()).toBe(here);
    expect(await page.getByLabel('正解の選択肢').isChecked()).toBe(true);
    await page.context().setOffline(false);
    await page.waitForURL((url) => url.href !== here);
    expect((await answerOf(attemptId, '許可書')).answer).not.toBeNull();
  });

  it('goes forward by Enter on a choice, never out of the test', async () => {
    const attemptId = await start();
    await turnTo('許可書');
    const here = page.url();
    await page.getByLabel('正解の選択肢').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.href !== here);
    expect(page.url()).toMatch(new RegExp(`${attemptId}(\\?q=\\d|/finish)$`));
    expect((await answerOf(attemptId, '許可書')).answer).not.toBeNull();
  });

  it('stops a stale tab instead of letting it overwrite', async () => {
    const attemptId = await start();
    await turnTo('許可書');
    const stale = await page.context().newPage();
    await stale.goto(page.url());
    await page.getByLabel('正解の選択肢').check();
    await saved();
    await stale.getByLabel('誤答ア').check();
    await stale.getByText('ほかの画面で新しい解答が保存されています').waitFor();
    // Whatever is pressed then shows what is saved and asks again.
    await stale.getByRole('button', { name: '解答を保存する' }).click();
    await stale.getByText('いま表示しているのは新しい方の解答です').waitFor();
    expect(await stale.getByLabel('正解の選択肢').isChecked()).toBe(true);
    // What it wanted to say stands beside the newer answer, which goes on unless one chooses anew.
    expect(await stale.getByText('この画面で選んでいた解答').textContent()).toContain('誤答ア');
    await stale
      .getByRole('button', { name: /^(次へ|終了する)$/ })
      .first()
      .click();
    await stale.waitForURL(/q=\d|finish/);
    await stale.close();
    const { question, answer } = await answerOf(attemptId, '許可書');
    expect(answer).toEqual({ kind: 'single', choices: [question.choices.indexOf('正解の選択肢')] });
  });

  it('says what is no answer while it is typed, and saves the next one', async () => {
    const attemptId = await start();
    await turnTo('何円');
    await page.getByLabel('答え(単位: 円)').fill('abc');
    await page.getByText('まだ保存していません。数字で入力してください。').waitFor();
    expect((await answerOf(attemptId, '何円')).answer).toBeNull();
    await page.getByRole('button', { name: '解答を保存する' }).click();
    await page.getByRole('alert').getByText('数字で入力してください。').waitFor();
    expect(await page.evaluate(`document.activeElement.getAttribute('role')`)).toBe('alert');
    expect(await page.getByLabel('答え(単位: 円)').inputValue()).toBe('abc');
    await acknowledged(() => page.getByLabel('答え(単位: 円)').fill('1200'));
    expect((await answerOf(attemptId, '何円')).answer).toEqual({ kind: 'numeric', text: '1200' });
    await turnTo('早い順');
    const place = (item: string) => page.getByLabel(item).selectOption({ label: '1番目' });
    await acknowledged(async () => void (await place('起案する')));
    await place('施行する');
    await page.getByText('まだ保存していません。1番目が二つあります。').waitFor();
  });

  it('lets hear that ten minutes and one minute are left, while the page stands open', async () => {
    const { app, clock } = journey.web;
    quizzes += 1;
    const attemptId = await app.get(AttemptsService).startAttempt({
      ...{ personId, quizKey: `browser:${String(quizzes)}`, questionIds, draw: null },
      ...{ passRatio: 0.5, retakes: null, waitMinutes: 0 },
      deadlineAt: new Date(clock.now().getTime() + 11 * 60_000),
    });
    const open = await page.context().newPage();
    await open.clock.install();
    await open.goto(`/quiz-attempts/${attemptId}`);
    const notice = open.locator('[data-time-notice]');
    expect(await notice.textContent()).toBe('');
    for (const [seconds, words] of [
      [75, '残り10分です。'],
      [9 * 60, '残り1分です。'],
      [60, '時間になりました。「終了する」から結果へ進んでください。'],
    ] as const) {
      await open.clock.runFor(seconds * 1000);
      expect(await notice.textContent()).toBe(words);
    }
    expect(await notice.getAttribute('role')).toBe('status');
    await open.close();
  });

  it('goes on by keyboard alone from the first question to the result, with nothing for axe to find', async () => {
    await start();
    await turnTo('許可書');
    expect((await inspect(page, 'player')).problems).toEqual([]);
    await photograph(page, 'quiz-player');
    await page.getByLabel('正解の選択肢').focus();
    await page.keyboard.press('Space');
    await saved();
    await turnTo('早い順');
    for (const [index, item] of ITEMS.entries()) {
      await page.getByLabel(item).selectOption({ label: `${String(index + 1)}番目` });
    }
    await saved();
    await page.getByRole('button', { name: 'あとで見直す' }).press('Enter');
    await page.getByRole('button', { name: '見直しの印を外す' }).waitFor();
    await page
      .getByRole('navigation', { name: '問題の一覧' })
      .getByRole('button', { name: '終了する' })
      .press('Enter');
    await page.getByText('まだ解答していない問題が1問あります').waitFor();
    expect((await inspect(page, 'finish')).problems).toEqual([]);
    await photograph(page, 'quiz-finish');
    await page.getByRole('button', { name: '提出する' }).press('Enter');
    await page.getByText('合格しました。3問のうち2問が正解でした').waitFor();
    expect((await inspect(page, 'result')).problems).toEqual([]);
    await photograph(page, 'quiz-result');
  });

  it('asks no other host for anything and breaks no content security policy', () => {
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });
});

const ITEMS = ['起案する', '決裁を受ける', '施行する'];

const QUESTIONS = [
  {
    kind: 'single',
    stem: '次のうち、許可書にあたるものはどれですか。',
    choices: ['正解の選択肢', '誤答ア', '誤答イ'].map((text, index) => ({
      text,
      correct: index === 0,
      why: `${text}の理由です。`,
    })),
  },
  { kind: 'order', stem: '文書の手続を早い順に並べてください。', items: ITEMS },
  { kind: 'numeric', stem: '手数料は全部で何円ですか。', answer: 1200, unit: '円' },
].map((body, index) => ({
  key: `browser.${String(index)}`,
  difficulty: 1,
  tags: ['t/1'],
  usage: 'lesson',
  body: questionBodySchema.parse({ explanation: '落ち着いて読めば分かります。', ...body }),
}));
