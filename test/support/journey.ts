import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { TEST_PASSWORD } from '@app/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { PROOF } from './proof';
import { startWebTest, type WebTest, type WebTestOptions } from './web';

const OUTPUT = join(__dirname, '../../test-output/screenshots');

/** What a page must never do, gathered while the journey runs. */
export interface Complaints {
  readonly violations: string[];
  readonly foreignRequests: string[];
}

export interface Journey {
  readonly web: WebTest;
  readonly address: string;
  readonly complaints: Complaints;
  /** A new browser window, 1366 × 768, signed in. */
  open(staffNumber: string, password?: string): Promise<Page>;
  openAnonymous(): Promise<Page>;
  close(): Promise<void>;
}

/** The whole app on a real port with a real browser in front of it. */
export async function startJourney(options: WebTestOptions = {}): Promise<Journey> {
  const web = await startWebTest(options);
  const { port } = web.server.address() as AddressInfo;
  const address = options.publicUrl ?? `http://127.0.0.1:${String(port)}`;
  const browser: Browser = await launchBrowser();
  const complaints: Complaints = { violations: [], foreignRequests: [] };
  const openAnonymous = async (): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'ja-JP',
      timezoneId: 'Asia/Tokyo',
      baseURL: address,
    });
    watch(context, address, complaints);
    return context.newPage();
  };
  return {
    web,
    address,
    complaints,
    openAnonymous,
    open: async (staffNumber, password = TEST_PASSWORD) => {
      const page = await openAnonymous();
      await page.goto('/sign-in');
      await page.getByLabel('職員番号').fill(staffNumber);
      await page.getByLabel('パスワード').fill(password);
      await page.getByRole('button', { name: 'ログイン' }).click();
      await page.waitForURL((url) => url.pathname !== '/sign-in');
      return page;
    },
    close: async () => {
      await browser.close();
      await web.close();
    },
  };
}

/** By `npm run proof`: keeps a full-page picture, a phone-width picture and a print picture of what is on the screen. */
export async function photograph(page: Page, name: string): Promise<void> {
  if (!PROOF) return;
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage: true });
  await page.setViewportSize({ width: 375, height: 740 });
  await page.screenshot({ path: join(OUTPUT, `${name}-phone.png`), fullPage: true });
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: join(OUTPUT, `${name}-print.png`), fullPage: true });
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 1366, height: 768 });
}

function watch(context: BrowserContext, address: string, complaints: Complaints): void {
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith('data:')) complaints.foreignRequests.push(url);
  });
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy'))
      complaints.violations.push(message.text());
  });
}
