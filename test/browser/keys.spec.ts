import { TEST_DAY } from '@app/testing';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { withParts } from '../support/demo';
import { demoCity } from '../support/demo-city';
import { type Journey, startJourney } from '../support/journey';

describe('Keys and small helps on every page', () => {
  let journey: Journey;
  let page: Page;

  beforeAll(async () => {
    journey = await startJourney({ template: demoCity() });
    const demo = withParts(journey.web, TEST_DAY);
    page = await journey.open(demo.staffNumberOf('hr'), DEMO_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await journey.close();
  });

  it('/ goes to the search, ? tells the keys and closes them again; in a field both are signs', async () => {
    await page.goto('/people');
    await page.keyboard.press('/');
    expect(await focusedId()).toBe('search');
    await page.keyboard.type('?/');
    expect(await page.locator('#search').inputValue()).toBe('?/');
    await page.locator('h1').click();
    await page.keyboard.press('?');
    expect(await page.locator('#keys').isVisible()).toBe(true);
    await page.keyboard.press('?');
    expect(await page.locator('#keys').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'キーの操作' }).click();
    expect(await page.locator('#keys').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
  });

  it('a choice in the strip of conditions is asked for at once, and keeps the focus', async () => {
    await page.goto('/people');
    const type = page.locator('form.filter select[name=type]');
    const id = await type.getAttribute('id');
    await type.focus();
    await type.selectOption('regular');
    await page.waitForURL((url) => url.searchParams.get('type') === 'regular');
    await page.waitForFunction(`document.activeElement.id === ${JSON.stringify(id)}`);
    expect(await page.locator('.filter__condition').count()).toBeGreaterThan(0);
  });

  it('a form that is pressed twice is sent once', async () => {
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') sent += 1;
    });
    await page.goto('/certifications/exams/new');
    await page.locator('select[name=certificationCode]').selectOption({ index: 1 });
    await page.locator('input[name=examOn]').fill('2026-12-20');
    await page.locator('main form button[type=submit]').dblclick();
    await page.waitForURL((url) => url.pathname === '/certifications');
    expect(sent).toBe(1);
  });

  function focusedId(): Promise<string> {
    return page.evaluate<string>('document.activeElement.id');
  }
});
