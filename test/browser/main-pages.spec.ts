import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf, TEST_DAY } from '@app/testing';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { type DemoParts, type Part, withParts } from '../support/demo';
import { demoCity } from '../support/demo-city';
import { inspect } from '../support/browser-crawl';
import { heardPage, namelessIn } from '../support/heard-page';
import { type Journey, startJourney } from '../support/journey';
import { MAIN_PAGES } from '../support/main-pages';

/** What is heard of the twelve main pages: a change of a name or a role is seen in a review. */
const FOLDER = join(__dirname, '../fixtures/heard-pages');
/** Writes them anew instead of comparing. */
const WRITES = process.env.HEARD_PAGES === 'write';

/** Homes that show nothing of their own in the snapshots, but are looked at like the others. */
const OTHER_HOMES: readonly Part[] = ['hr', 'auditor', 'administrator'];

describe('The main pages', () => {
  let journey: Journey;
  let demo: DemoParts;
  const windows = new Map<Part, Page>();
  /** Of equals in a list now one stands first, now another. */
  let names: readonly string[];

  beforeAll(async () => {
    journey = await startJourney({ template: demoCity() });
    demo = withParts(journey.web, TEST_DAY);
    const rows = await rowsOf<{ name: string }>(
      journey.web.database,
      `SELECT name FROM person_details UNION SELECT name FROM org_unit_periods`,
    );
    names = rows
      .map(({ name }) => name.replaceAll('\u3000', ' '))
      .toSorted((a, b) => b.length - a.length);
  }, 120_000);

  afterAll(async () => {
    await journey.close();
  });

  it.each(MAIN_PAGES)(
    '%s sounds as it did, everything has a name, axe finds nothing, it scrolls only downwards',
    async (name, part, path) => {
      const page = await openedBy(part);
      await page.goto(path);
      const heard = heardPage(await page.locator('body').ariaSnapshot(), names);
      expect(namelessIn(heard)).toEqual([]);
      const file = join(FOLDER, `${name}.yml`);
      if (WRITES) {
        mkdirSync(FOLDER, { recursive: true });
        writeFileSync(file, heard);
      }
      expect(existsSync(file)).toBe(true);
      expect(heard).toBe(readFileSync(file, 'utf8'));
      expect((await inspect(page, path)).problems).toEqual([]);
    },
  );

  it.each(OTHER_HOMES)('home of %s: axe finds nothing, it scrolls only downwards', async (part) => {
    const page = await openedBy(part);
    await page.goto('/');
    expect((await inspect(page, '/')).problems).toEqual([]);
  });

  it('stand on paper with all their numbers, and without the forms beside a list', async () => {
    const page = await openedBy('programOffice');
    await page.emulateMedia({ media: 'print' });
    await page.goto('/coverage');
    const room = await page.evaluate<number>(
      `(({ paddingLeft, fontSize }) => parseFloat(paddingLeft) / parseFloat(fontSize))(getComputedStyle(document.querySelector('.vacant-list')))`,
    );
    expect(room).toBeGreaterThanOrEqual(2);
    await page.goto('/appointments/letters');
    expect(await page.locator('#issuing').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    expect(await page.locator('#issuing').isVisible()).toBe(true);
  });

  it('ask no other host for anything and break no content security policy', () => {
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });

  /** One window for each part: signing in takes longer than most pages. */
  async function openedBy(part: Part): Promise<Page> {
    const page = windows.get(part) ?? (await journey.open(demo.staffNumberOf(part), DEMO_PASSWORD));
    windows.set(part, page);
    return page;
  }
});
