import {
  AttemptQueries,
  AttemptsService,
  questionBodySchema,
  QuestionsService,
} from '@app/quizzes';
import type { Page } from 'playwright-core';
import { inspectByTheWay } from '../support/browser-crawl';
import { type Journey, startJourney } from '../support/journey';

const NUMBER = '000301';

describe('The keys of an exam', () => {
  let journey: Journey;
  let page: Page;
  let personId: string;
  let attemptId: string;

  beforeAll(async () => {
    journey = await startJourney();
    const { app, city } = journey.web;
    personId = await city.addPerson({ staffNumber: NUMBER });
    await city.addAccount(personId);
    page = await journey.open(NUMBER);
    page.setDefaultTimeout(10_000);
    attemptId = await app.get(AttemptsService).startAttempt({
      personId,
      quizKey: 'browser:keys',
      questionIds: [...(await app.get(QuestionsService).publish(QUESTIONS)).values()],
      draw: null,
      passRatio: 0.5,
      retakes: null,
      waitMinutes: 0,
    });
    await page.goto(`/quiz-attempts/${attemptId}`);
  });

  afterAll(async () => {
    await journey.close();
  });

  it('1 to 9 choose, ← and → save and go to the question before and after', async () => {
    await turnTo(1);
    expect(await page.getByText('キー: 1〜9で選ぶ、左右の矢印で移る').isVisible()).toBe(true);
    expect((await inspectByTheWay(page, 'player')).problems).toEqual([]);
    await page.keyboard.press('9');
    expect(await page.locator('input:checked').count()).toBe(0);
    await answer();
    await goWith('ArrowRight', 2);
    await answer();
    await goWith('ArrowRight', 3);
    await answer();
    await goWith('ArrowLeft', 2);
    for (let position = 1; position <= QUESTIONS.length; position++) {
      const found = await journey.web.app
        .get(AttemptQueries)
        .findPlayerPage(attemptId, personId, position);
      expect(found.answer).toEqual(EXPECTED[found.question.kind]);
    }
  });

  it('nothing lies before the first and after the last question; the exam is not ended by a key', async () => {
    await turnTo(1);
    expect(await page.locator('[data-key=arrowleft]').count()).toBe(0);
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('h1').innerText()).toContain('問題 1 /');
    await turnTo(3);
    expect(await page.locator('[data-key=arrowright]').count()).toBe(0);
    await page.locator('h1').click();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('h1').innerText()).toContain('問題 3 /');
  });

  it('M marks a question for later and takes the mark away', async () => {
    await turnTo(2);
    await page.keyboard.press('m');
    await page.getByRole('button', { name: '見直しの印を外す' }).waitFor();
    await page.keyboard.press('Shift+M');
    await page.keyboard.press('Control+1');
    await page.keyboard.press('m');
    await page.getByRole('button', { name: 'あとで見直す' }).waitFor();
  });

  it('in a field they are signs and arrows', async () => {
    const field = await turnToField();
    const address = page.url();
    await field.fill('');
    await field.pressSequentially('19');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('2');
    expect(await field.inputValue()).toBe('129');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('m');
    expect(await field.inputValue()).toContain('129');
    expect(page.url()).toBe(address);
  });

  it('are told only where there is a keyboard', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.locator('.for-keys').isVisible()).toBe(false);
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });

  /** The second choice of what has choices, by its key; typed into what has none. */
  async function answer(): Promise<void> {
    const kind = await page.locator('input[name=kind]').inputValue();
    if (kind === 'numeric') {
      await page.getByLabel('答え').fill('1200');
      await page.locator('h1').click();
      return;
    }
    await page.keyboard.press('2');
    if (kind === 'multiple') for (const key of ['3', '1', '1']) await page.keyboard.press(key);
  }

  async function goWith(key: string, number: number): Promise<void> {
    await page.keyboard.press(key);
    await arrived(number);
  }

  async function turnTo(number: number): Promise<void> {
    await page.getByRole('button', { name: new RegExp(`^問題 ${String(number)}:`) }).click();
    await arrived(number);
  }

  async function turnToField() {
    for (let number = 1; number <= QUESTIONS.length; number++) {
      await turnTo(number);
      const field = page.getByLabel('答え');
      if ((await field.count()) > 0) return field;
    }
    throw new Error('no question with a field');
  }

  /** The address of the player stays when a question is shown again: its heading tells. */
  async function arrived(number: number): Promise<void> {
    await page.getByRole('heading', { level: 1, name: `問題 ${String(number)} /` }).waitFor();
    await page.locator('.for-keys:not([hidden])').waitFor();
  }
});

const EXPECTED: Readonly<Record<string, unknown>> = {
  single: { kind: 'single', choices: [1] },
  multiple: { kind: 'multiple', choices: [1, 2] },
  numeric: { kind: 'numeric', text: '1200' },
};

const choices = (right: number) =>
  ['ア', 'イ', 'ウ'].map((text, index) => ({
    text: `選択肢${text}`,
    correct: index < right,
    why: `${text}の理由です。`,
  }));

const QUESTIONS = [
  { kind: 'single', stem: '一つ選ぶ問題です。', choices: choices(1) },
  { kind: 'multiple', stem: 'すべて選ぶ問題です。', choices: choices(2) },
  { kind: 'numeric', stem: '手数料は何円ですか。', answer: 1200, unit: '円' },
].map((body, index) => ({
  key: `keys.${String(index)}`,
  difficulty: 1,
  tags: ['t/1'],
  usage: 'lesson',
  body: questionBodySchema.parse({ explanation: '落ち着いて読めば分かります。', ...body }),
}));
