import { aJpeg } from '@app/testing';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { type Journey, photograph, startJourney } from '../support/journey';

describe('A certificate, in a browser', () => {
  let journey: Journey;

  beforeAll(async () => {
    journey = await startJourney();
    const { city } = journey.web;
    const unitId = await city.addUnit({ name: '財政課' });
    const holder = await city.addPerson({ staffNumber: '000201', name: '魚津　花子', unitId });
    await city.addAccount(holder);
    const hr = await city.addPerson({ staffNumber: '000202', name: '人事　一郎', unitId });
    await city.addAccount(hr, 'hr');
  });

  afterAll(async () => {
    await journey.close();
  });

  it('is reported with its evidence, sent back, reported again and verified', async () => {
    const holder = await journey.open('000201');
    const hr = await journey.open('000202');
    for (const page of [holder, hr]) page.setDefaultTimeout(10_000);
    await holder.goto('/certifications');
    await photograph(holder, 'certifications-empty');
    await holder.getByRole('link', { name: '合格した資格を報告する' }).click();
    await holder.getByLabel('合格日').fill('2026-10-20');
    await holder.getByLabel('合格証書番号').fill('第IP-2026-10-00001号');
    await report(holder, {
      name: '証書.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('<svg/>'),
    });
    await holder.getByText('証明書類を、もう一度選んでください。').waitFor();
    await photograph(holder, 'certification-report-refused');
    expect(await holder.getByLabel('合格証書番号').inputValue()).toBe('第IP-2026-10-00001号');
    // A photograph that is too large is told before it is sent, and nothing that was typed is lost.
    const choose = (megabytes: number): Promise<void> =>
      holder.evaluate(`{
        const files = new DataTransfer();
        files.items.add(new File([new Uint8Array(${String(megabytes)} * 1024 ** 2)], 'photo.jpg'));
        const field = document.querySelector('input[type=file]');
        field.files = files.files;
        field.dispatchEvent(new Event('change', { bubbles: true }));
      }`);
    const told = (): Promise<string> =>
      holder.evaluate<string>(`document.querySelector('input[type=file]').validationMessage`);
    await choose(52);
    expect(await told()).toBe('ファイルが大きすぎます。50MB以下のものを選んでください。');
    await holder.getByRole('button', { name: '報告する' }).click();
    expect(await holder.getByLabel('合格証書番号').inputValue()).toBe('第IP-2026-10-00001号');
    await choose(9);
    expect(await told()).toBe('');
    await report(holder);
    await holder.getByText('→ 確認待ち').waitFor();

    await openFirst(hr);
    await photograph(hr, 'certification-review');
    await hr.getByLabel('差戻しの理由').fill('氏名の欄が写っていません。');
    await hr.getByRole('button', { name: '差し戻す' }).click();
    await hr.waitForURL('/certification-reviews');

    await holder.goto('/certifications');
    await holder.getByText('差戻しの理由: 氏名の欄が写っていません。').waitFor();
    await photograph(holder, 'certifications-returned');
    journey.web.clock.advance({ minutes: 1 });
    await holder.getByRole('link', { name: 'もう一度報告する', exact: true }).click();
    await report(holder, { name: '証書.jpg', mimeType: 'image/jpeg', buffer: await aPhoto() });
    await holder.getByText('→ 確認待ち').waitFor();
    await openFirst(hr);
    await lookAtThePicture(hr);
    const verify = hr.getByRole('button', { name: '確認する' });
    expect(await verify.getAttribute('aria-keyshortcuts')).toBe('Control+Enter');
    await verify.focus();
    await hr.keyboard.press('Enter');
    await hr.waitForURL('/certification-reviews');
    await hr.getByText('確認を待っている報告はありません。').waitFor();
    await photograph(hr, 'certification-reviews-empty');
    await holder.goto('/certifications');
    await holder.getByText('● 確認済み').waitFor();
  }, 60_000);

  it('opens its evidence as a download and shows nothing of it', async () => {
    const holder = await journey.open('000201');
    await holder.goto('/certifications');
    const [download] = await Promise.all([
      holder.waitForEvent('download'),
      holder
        .getByRole('link', { name: /証明書類を開く/ })
        .first()
        .click(),
    ]);
    expect(download.suggestedFilename()).toBe('証書.jpg');
    expect(new URL(holder.url()).pathname).toBe('/certifications');
  });

  it('asks no other host for anything and breaks no content security policy', () => {
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });

  async function report(
    page: Page,
    file = { name: '証書.jpg', mimeType: 'image/jpeg', buffer: aJpeg() },
  ): Promise<void> {
    await page.getByLabel('資格', { exact: false }).first().selectOption('ip');
    await page.getByLabel('証明書類').setInputFiles(file);
    await page.getByRole('button', { name: '報告する' }).click();
  }

  /** Beside the report, large on the same page without a script, and F2 goes to the reason without losing anything. */
  async function lookAtThePicture(hr: Page): Promise<void> {
    const picture = hr.locator('img.review__picture');
    await picture.scrollIntoViewIfNeeded();
    await hr.waitForFunction(`document.querySelector('img.review__picture').naturalWidth === 1200`);
    await photograph(hr, 'certification-review-picture');
    const width = async () => (await picture.boundingBox())?.width ?? 0;
    const small = await width();
    await hr.getByRole('link', { name: '大きく表示する' }).click();
    await hr.waitForURL(/#evidence-page-1$/);
    expect(await width()).toBeGreaterThan(small * 1.3);
    await photograph(hr, 'certification-review-large');
    await hr.getByRole('link', { name: '元の大きさに戻す' }).click();
    await hr.waitForURL(/#evidence-title$/);
    expect(await width()).toBe(small);
    await hr.keyboard.press('F2');
    expect(await hr.evaluate(`document.activeElement.id`)).toBe('field-reason');
  }

  async function openFirst(page: Page): Promise<void> {
    await page.goto('/certification-reviews');
    await page.getByRole('link', { name: /魚津\s花子さんの報告/ }).click();
    await page.getByRole('heading', { name: '判断' }).waitFor();
  }
});

/** As large as a photograph of a certificate may be for its picture to be as large. */
async function aPhoto(): Promise<Buffer> {
  const drawing = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1600">
    <rect width="1200" height="1600" fill="#fffdf0"/><rect x="80" y="80" width="1040" height="1440" fill="none" stroke="#7a5c00" stroke-width="12"/>
    <text x="600" y="420" font-size="90" text-anchor="middle">IT-PASSPORT 2026</text></svg>`);
  return sharp(drawing).jpeg().toBuffer();
}
