import { TEST_DAY } from '@app/testing';
import type { Locator, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { type Part, withParts } from '../support/demo';
import { demoCity } from '../support/demo-city';
import { type Journey, startJourney } from '../support/journey';

/** The numbers of docs/pages.md: each task is played from the home of who has it, every click counted. */
describe('Tasks in clicks', () => {
  let journey: Journey;
  let page: Page;
  let clicks = 0;

  beforeAll(async () => {
    journey = await startJourney({ template: demoCity() });
  }, 120_000);

  afterAll(async () => {
    await journey.close();
  });

  it('a head comes to who is overdue in 2, to the list of what is told by hand in 3', async () => {
    await home('head');
    await click(page.getByRole('link', { name: '未修了の職員を見る' }));
    await click(page.getByRole('link', { name: '期限を過ぎた人を見る' }));
    await page.waitForURL((url) => url.searchParams.get('state') === 'overdue');
    await page.getByRole('row').filter({ hasText: '期限' }).first().waitFor();
    expect(clicks).toBe(2);
    await click(page.getByRole('link', { name: /紙・口頭で伝える一覧/ }));
    await page.waitForURL('**/reminders/by-hand');
    expect(clicks).toBe(3);
  });

  it('HR verifies three certificates in 5', async () => {
    await home('hr');
    await click(page.locator('main a[href^="/certification-reviews"]').first());
    await click(page.getByRole('link', { name: /さんの報告/ }).first());
    for (let done = 0; done < 3; done++) {
      await click(page.getByRole('button', { name: '確認する' }));
      await page.getByText('さんの報告を確認しました。').waitFor();
    }
    await page.getByText('ほかに確認待ちはありません。').waitFor();
    expect(clicks).toBe(5);
  });

  it('DX推進室 reads on its home which 課 falls vacant next, and sees that 課 in 2', async () => {
    await home('programOffice');
    await page.getByText(/次に(空く|足りなくなる)見込みなのは/).waitFor();
    expect(clicks).toBe(0);
    await click(page.getByRole('link', { name: '充足状況を見る' }));
    await page.waitForURL('**/coverage');
    await click(page.locator('main a[href*="figure=units_at_risk"]').first());
    await page.getByRole('heading', { name: '数えた課' }).waitFor();
    expect(clicks).toBe(2);
  });

  it('somebody goes on with a lesson in 1', async () => {
    await home('staff');
    await click(page.locator('.today .button--primary'));
    await page.waitForURL(/\/lessons\//);
    expect(clicks).toBe(1);
  });

  it('somebody sees the state of a certificate in 1', async () => {
    await home('staff');
    await click(page.getByRole('link', { name: '資格', exact: true }).first());
    await page.waitForURL('**/certifications');
    expect(clicks).toBe(1);
  });

  async function home(part: Part): Promise<void> {
    page = await journey.open(withParts(journey.web, TEST_DAY).staffNumberOf(part), DEMO_PASSWORD);
    page.setDefaultTimeout(10_000);
    await page.goto('/');
    clicks = 0;
  }

  async function click(what: Locator): Promise<void> {
    await what.click();
    clicks += 1;
  }
});
