import { TEST_DAY } from '@app/testing';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { withParts } from '../support/demo';
import { demoCity } from '../support/demo-city';
import { type Journey, startJourney } from '../support/journey';

describe('Keys and small helps on every page', () => {
  let journey: Journey;
  let page: Page;
  let demo: ReturnType<typeof withParts>;

  beforeAll(async () => {
    journey = await startJourney({ template: demoCity() });
    demo = withParts(journey.web, TEST_DAY);
    page = await journey.open(demo.staffNumberOf('hr'), DEMO_PASSWORD);
    page.setDefaultTimeout(10_000);
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

  it('Ctrl+Enter verifies a certificate, but not from a field or a link; the notice says whose it was', async () => {
    await page.goto('/certification-reviews');
    await page
      .getByRole('link', { name: /さんの報告/ })
      .first()
      .click();
    const verify = page.getByRole('button', { name: '確認する' });
    await verify.waitFor();
    await page.getByText('キー操作:').waitFor();
    const address = page.url();
    for (const place of [page.getByLabel('差戻しの理由'), page.getByText('一覧に戻る')]) {
      await place.focus();
      // The default of a link, a second window, is of no use here.
      await place.evaluate(
        '(it) => it.addEventListener("keydown", (event) => event.preventDefault())',
      );
      await page.keyboard.press('Control+Enter');
    }
    await page.reload();
    expect([page.url(), await verify.count()]).toEqual([address, 1]);
    const follows = [
      '次の1件を表示しています。',
      '次の1件を表示しています。',
      'ほかに確認待ちはありません。',
    ];
    for (const text of follows) {
      const title = await page.locator('h1').innerText();
      const name = title.replace('資格の確認: ', '');
      await page.getByRole('link', { name: '証明書類を保存する' }).focus();
      await page.keyboard.press('Control+Enter');
      await page
        .getByText(`${name}さんの報告を確認しました。取得者として数えます。${text}`)
        .waitFor();
    }
    expect(new URL(page.url()).pathname).toBe('/certification-reviews');
  });

  it('what is done with the chosen stands in sight once somebody is chosen, is reached by Tab, and is not printed', async () => {
    const office = await journey.open(demo.staffNumberOf('programOffice'), DEMO_PASSWORD);
    office.setDefaultTimeout(10_000);
    await office.goto('/assignments');
    await office
      .getByRole('link', { name: /情報セキュリティ研修/ })
      .first()
      .click();
    await office.getByRole('link', { name: '氏名ごと' }).click();
    const boxes = office.getByRole('checkbox', { name: /^選ぶ/ });
    const act = office.getByRole('button', { name: '選んだ人の受講を免除する' });
    await boxes.first().waitFor();
    expect(await act.isVisible()).toBe(false);
    await boxes.first().focus();
    await office.keyboard.press('Space');
    const height = office.viewportSize()?.height ?? 0;
    const box = await act.boundingBox();
    expect(box && box.y + box.height).toBeLessThanOrEqual(height);
    await boxes.last().focus();
    await office.keyboard.press('Tab');
    expect(await office.evaluate('document.activeElement.name')).toBe('reason');
    const last = await boxes.last().boundingBox();
    const bar = await office.locator('.sticky-act').boundingBox();
    expect(last && last.y + last.height).toBeLessThanOrEqual(bar?.y ?? 0);
    await office.emulateMedia({ media: 'print' });
    expect(await act.isVisible()).toBe(false);
    await office.close();
  });

  function focusedId(): Promise<string> {
    return page.evaluate<string>('document.activeElement.id');
  }
});
