import { fiscalYearOf } from '@app/platform';
import { TEST_DAY } from '@app/testing';
import type { Page } from 'playwright-core';
import { type Cast, castOf, DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { demoStaff } from '../../apps/cli/src/demo/staff';
import { inspectByTheWay } from '../support/browser-crawl';
import { demoCity } from '../support/demo-city';
import { type Journey, photograph, startJourney } from '../support/journey';

const CAST: Cast = castOf(demoStaff(fiscalYearOf(TEST_DAY)));

describe('Appointing and its effect, in a browser', () => {
  let journey: Journey;

  beforeAll(async () => {
    journey = await startJourney({ template: demoCity() });
  }, 120_000);

  afterAll(async () => {
    await journey.close();
  });

  it('a vacant unit gets a leader by a few keys, and the promise moves by one', async () => {
    const page = await open('programOffice');
    await page.goto('/coverage');
    const before = await coveredUnits(page);
    expect((await inspectByTheWay(page, '/coverage')).problems).toEqual([]);
    await photograph(page, 'coverage');
    await page
      .getByRole('link', { name: /^任命する/ })
      .first()
      .click();
    await photograph(page, 'appointing-search');
    await page.getByRole('link', { name: /^選ぶ/ }).nth(1).click();
    await page.getByLabel('文書番号').fill('DX第501号');
    expect((await inspectByTheWay(page, '/appointments/new')).problems).toEqual([]);
    await photograph(page, 'appointing');
    await page.getByLabel('文書番号').press('Enter');
    await page.getByText('任命を登録しました').waitFor();
    await photograph(page, 'appointment');
    const address = page.url();
    await page.getByRole('link', { name: '書面を開く' }).click();
    await photograph(page, 'appointment-letter');
    await page.goto('/coverage');
    expect(await coveredUnits(page)).toBe(before + 1);
    await page.goto(address);
    await page.getByRole('link', { name: '任命を終了する' }).click();
    await page.getByText('終了日の翌日からリーダーが空白になります').waitFor();
    await page.getByLabel('本人の申出').check();
    await photograph(page, 'appointment-end');
    await page.getByRole('button', { name: '終了する' }).click();
    await page.getByText('任命を終了しました').waitFor();
    // The last day in office is a day in office: the unit falls vacant the day after.
    await page.goto('/coverage');
    expect(await coveredUnits(page)).toBe(before + 1);
    journey.web.clock.advance({ days: 1 });
    await page.goto('/coverage');
    expect(await coveredUnits(page)).toBe(before);
    journey.web.clock.advance({ days: -1 });
  });

  it('every number opens its people; the answer stands on the first screen', async () => {
    const page = await open('auditor');
    await page.goto('/coverage');
    const number = page.locator('.promise').nth(1).locator('.big-number a');
    const shown = await number.textContent();
    const box = await number.boundingBox();
    expect(box?.y).toBeLessThan(700);
    await number.click();
    await page.getByRole('heading', { name: '数えなかった人と理由' }).waitFor();
    expect(await page.locator('.big-number').textContent()).toBe(`${String(shown)}名`);
    await photograph(page, 'coverage-people');
    await page.goto('/coverage/rules');
    await photograph(page, 'coverage-rules');
  });

  it('the unit head sees the own unit', async () => {
    const page = await open('head');
    await page.goto('/team');
    await page
      .getByText(/リーダー(は|が)/)
      .first()
      .waitFor();
    expect((await inspectByTheWay(page, '/team')).problems).toEqual([]);
    await photograph(page, 'team');
  });

  it('asks no other host for anything and breaks no content security policy', () => {
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });

  async function open(part: 'programOffice' | 'auditor' | 'head'): Promise<Page> {
    const page = await journey.open(CAST[part].person.staffNumber, DEMO_PASSWORD);
    page.setDefaultTimeout(10_000);
    return page;
  }

  async function coveredUnits(page: Page): Promise<number> {
    return Number(
      await page.locator('.promise').first().locator('.big-number a').first().textContent(),
    );
  }
});
