import type { Page } from 'playwright-core';
import { inspect, inspectByTheWay } from '../support/browser-crawl';
import { publishedCourses } from '../support/demo-city';
import { namelessIn } from '../support/heard-page';
import { type Journey, photograph, startJourney } from '../support/journey';

const NUMBER = '000301';
const QUESTIONS = ['answered', 'mock-question'];

/** From the first question to a booked exam, with the keyboard alone; each kind of page is looked at and listened to. */
describe('Preparing for ITパスポート, in a browser', () => {
  let journey: Journey;
  let page: Page;

  beforeAll(async () => {
    journey = await startJourney({ template: publishedCourses() });
    const { city } = journey.web;
    await city.addAccount(await city.addPerson({ staffNumber: NUMBER, name: '魚津　花子' }));
    page = await journey.open(NUMBER);
    page.setDefaultTimeout(10_000);
  }, 120_000);

  afterAll(() => journey.close());

  /**
   * Names for everything, nothing that scrolls sideways, on a phone either, and on the pages of a question nothing that axe
   * finds; on all of them by `npm run proof`.
   */
  async function isSound(name: string): Promise<void> {
    expect(namelessIn(await page.locator('body').ariaSnapshot())).toEqual([]);
    const look = QUESTIONS.includes(name) ? inspect : inspectByTheWay;
    expect((await look(page, name)).problems).toEqual([]);
    await photograph(page, `itpassport-${name}`);
  }

  async function pressed(name: string | RegExp): Promise<void> {
    await page.getByRole('button', { name }).first().focus();
    await page.keyboard.press('Enter');
  }

  it('practises ten questions: a number chooses, Enter answers and goes on', async () => {
    await page.goto('/itpassport');
    await isSound('home-before');
    await pressed(/今日の10問/);
    await page.getByText('キー: 1〜9で選ぶ、Enterで答える').waitFor();
    await isSound('question');
    for (let position = 1; position <= 10; position++) {
      await page.getByRole('heading', { level: 1, name: `${String(position)} / 10` }).waitFor();
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      const verdict = page.getByRole('status').filter({ hasText: '正解' });
      await verdict.waitFor();
      if (position === 1) await isSound('answered');
      // Right or wrong stays in sight while the way on has the focus.
      await page.reload();
      await verdict.waitFor();
      expect((await verdict.boundingBox())?.y).toBeGreaterThanOrEqual(0);
      await page.keyboard.press('Enter');
    }
    await page.getByRole('heading', { name: '今日の10問の結果' }).waitFor();
    await isSound('practice-result');
    await page.goto('/itpassport');
    await isSound('home');
    expect(await page.locator('main').textContent()).toContain('これまでに10問を解き');
  }, 60_000);

  it('sits a short mock: chooses, marks, goes forward, hands in and reads the result', async () => {
    await page.goto('/itpassport/mocks/new?form=short');
    await isSound('mock-before');
    await pressed('試験を始める');
    for (let position = 1; position <= 3; position++) {
      await page.getByRole('heading', { name: `問題 ${String(position)} / 30` }).waitFor();
      await page.keyboard.press('2');
      await page.getByText(/^保存しました \d+:\d\d$/).waitFor();
      if (position === 1) await isSound('mock-question');
      await page.keyboard.press('Enter');
    }
    await page.goto('/itpassport');
    expect(await page.locator('main').textContent()).toContain('短い模擬試験を受けている途中です');
    await page.getByRole('link', { name: '模擬試験に戻る' }).click();
    await pressed('終了する');
    await page.getByRole('button', { name: '提出する' }).waitFor();
    await isSound('mock-finish');
    await pressed('提出する');
    await page.waitForURL(/\/itpassport\/mocks\/.*\/result$/);
    await isSound('mock-result');
    expect(await page.locator('main').textContent()).toMatch(/目安で\d+点/);
  }, 60_000);

  it('books an exam, and the days to it are counted', async () => {
    await page.goto('/certifications/exams/new?certification=ip');
    await page.getByLabel('受験日').fill('2026-12-16');
    await isSound('booking');
    await pressed('登録する');
    await page.getByRole('status').getByText('受験予定を登録しました').waitFor();
    await page.goto('/itpassport');
    await page.getByText('まであと30日です').waitFor();
    await page.goto('/itpassport/syllabus');
    await isSound('syllabus');
    await page.goto('/itpassport/notices');
    await isSound('notices');
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });
});
