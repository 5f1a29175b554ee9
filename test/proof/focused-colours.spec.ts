import { TEST_DAY } from '@app/testing';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { type DemoParts, type Part, withParts } from '../support/demo';
import { demoCity } from '../support/demo-city';
import { FOCUSED_COLOURS, type FocusedPair, paleIn } from '../support/focused-colours';
import { type Journey, startJourney } from '../support/journey';
import { MAIN_PAGES } from '../support/main-pages';

/** One main page has a link in each of 400 cells. */
const MOST_STOPS = 600;
const OTHER_PAGES: readonly (readonly [name: string, part: Part, path: string])[] = [
  ['home-hr', 'hr', '/'],
  ['home-auditor', 'auditor', '/'],
  ['home-administrator', 'administrator', '/'],
  ['settings', 'staff', '/settings'],
  ['certificate-form', 'staff', '/certifications/new'],
  ['assignments', 'programOffice', '/assignments'],
  ['assignment-form', 'programOffice', '/assignments/new'],
  ['reminders', 'programOffice', '/reminders'],
  ['imports', 'hr', '/imports'],
  ['audit', 'auditor', '/audit'],
  ['accounts', 'administrator', '/accounts'],
  ['system', 'administrator', '/system'],
];

/** The numbers of docs/pages.md: each link, button and field of a page is walked to and looked at while it has the focus. */
describe('Colours of what has the focus', () => {
  let journey: Journey;
  let demo: DemoParts;
  const windows = new Map<Part, Page>();

  beforeAll(async () => {
    journey = await startJourney({ template: demoCity() });
    demo = withParts(journey.web, TEST_DAY);
  }, 120_000);

  afterAll(async () => {
    await journey.close();
  });

  it.each([...MAIN_PAGES, ...OTHER_PAGES])(
    '%s: text is read and the ring is seen at every stop',
    async (_, part, path) => {
      const page =
        windows.get(part) ?? (await journey.open(demo.staffNumberOf(part), DEMO_PASSWORD));
      windows.set(part, page);
      await page.goto(path);
      const pale = new Set<string>();
      let stops = 0;
      do {
        await page.keyboard.press('Tab');
        for (const found of paleIn(await page.evaluate<FocusedPair[]>(FOCUSED_COLOURS)))
          pale.add(found);
        stops += 1;
      } while (stops < MOST_STOPS && (stops === 1 || (await isWithin(page))));
      expect([...pale]).toEqual([]);
      expect(stops).toBeLessThan(MOST_STOPS);
    },
    60_000,
  );

  /** Neither behind the last stop nor at the first one again. */
  function isWithin(page: Page): Promise<boolean> {
    return page.evaluate<boolean>(`!document.activeElement.matches('body, .skip-link')`);
  }
});
