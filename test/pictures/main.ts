import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fiscalYearOf, localDateOf } from '@app/platform';
import type { Browser, Page } from 'playwright-core';
import { castOf, DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { demoStaff } from '../../apps/cli/src/demo/staff';
import { startProduct } from '../bench/product';
import { launchBrowser } from '../support/browser';
import { PICTURED, PICTURED_NOW, type PicturedPage } from './pages';

const run = promisify(execFile);
const ROOT = join(__dirname, '../../..');
const OUTPUT = join(ROOT, 'test-output/pictures');
const PORT = 3979;
const DESKTOP = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };
/** Half of it is enough to see where a long list goes. */
const LONGEST = 2600;

/**
 * `npm run pictures`: the main pages of the demo city on 2 April 2027, on the screen, on a phone and on paper (PDF), in
 * test-output/pictures/now. `npm run pictures -- --against <git ref>` makes those of that version as well (`before`), from
 * its own tree and its own packages: never from made-up models.
 */
async function main(): Promise<void> {
  const at = process.argv.indexOf('--against');
  const ref = at === -1 ? undefined : process.argv[at + 1];
  const browser = await launchBrowser();
  try {
    if (ref !== undefined) await ofVersion(browser, ref);
    await ofTree(browser, ROOT, join(OUTPUT, 'now'));
  } finally {
    await browser.close();
  }
}

async function ofVersion(browser: Browser, ref: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagaru-pictures-'));
  const tree = join(folder, 'tree');
  await run('git', ['worktree', 'add', '--detach', tree, ref], { cwd: ROOT });
  try {
    // With other packages its own start takes them in; the same ones need not be copied.
    if (lockOf(tree) === lockOf(ROOT))
      symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    await ofTree(browser, tree, join(OUTPUT, 'before'));
  } finally {
    await run('git', ['worktree', 'remove', '--force', tree], { cwd: ROOT });
    rmSync(folder, { recursive: true, force: true });
  }
}

function lockOf(tree: string): string {
  const file = join(tree, 'package-lock.json');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Every page of one tree; one that this version does not have is named and left out. */
async function ofTree(browser: Browser, tree: string, output: string): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-pictures-data-'));
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const product = await startProduct(dataDir, PORT, { APP_NOW: PICTURED_NOW }, tree);
  try {
    const cast = castOf(demoStaff(fiscalYearOf(localDateOf(new Date(PICTURED_NOW)))));
    for (const who of new Set(PICTURED.map((page) => page.who))) {
      const page = await signIn(browser, product.address, cast[who].person.staffNumber);
      for (const one of PICTURED.filter((it) => it.who === who))
        await photograph(page, one, output);
      await page.context().close();
    }
  } finally {
    await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function signIn(browser: Browser, address: string, staffNumber: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    baseURL: address,
  });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.locator('input[name=staffNumber]').fill(staffNumber);
  await page.locator('input[name=password]').fill(DEMO_PASSWORD);
  await page.locator('main button[type=submit]').first().click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  return page;
}

async function photograph(page: Page, { name, path }: PicturedPage, output: string): Promise<void> {
  const answer = await page.goto(path);
  if (answer?.status() !== 200) {
    console.log(`– ${name}: ${path} ${String(answer?.status())}`);
    return;
  }
  await page.setViewportSize(DESKTOP);
  await shoot(page, join(output, `${name}.png`));
  await page.setViewportSize(PHONE);
  await shoot(page, join(output, `${name}-phone.png`));
  await page.setViewportSize(DESKTOP);
  const pdf = await page.pdf({ path: join(output, `${name}.pdf`), preferCSSPageSize: true });
  console.log(`✔ ${name}: ${String(sheetsOf(pdf))}枚`);
}

async function shoot(page: Page, path: string): Promise<void> {
  const { width = 0 } = page.viewportSize() ?? {};
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  const clip = { x: 0, y: 0, width, height: Math.min(height, LONGEST) };
  await page.screenshot({ path, fullPage: true, clip });
}

/** How many sheets a PDF has: each of its pages is an object of that type. */
function sheetsOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

void main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .then(() => process.exit());
