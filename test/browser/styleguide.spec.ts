import sharp from 'sharp';
import type { Locator, Page } from 'playwright-core';
import { inspect } from '../support/browser-crawl';
import { contrastOf, rgbOf } from '../support/colours';
import { type Journey, photograph, startJourney } from '../support/journey';
import { PROOF } from '../support/proof';

const READABLE = 4.5;
const SEEN = 3;
const FINGER = 44;
const NUMBER = '000801';

/** What is pressed, chosen or typed into; links within a sentence are as high as its line. */
const TARGETS = [
  'button:not(.term)',
  'summary',
  'select',
  'textarea',
  'input:not([type=hidden], [type=radio], [type=checkbox])',
  '.choice',
  '.tabs a',
  '.pagination a',
  '.breadcrumb a',
  '.rows__verb',
  '.list-files > a',
  '.list-files summary',
  '.filter__conditions a',
];

/** Scripts run in the page as text: the types of a browser are not those of this program. */
const COLOURS = `(() => {
  const { color, backgroundColor } = getComputedStyle(document.activeElement);
  return { color, ground: backgroundColor };
})()`;

describe('The parts, in a browser', () => {
  let journey: Journey;
  let page: Page;

  beforeAll(async () => {
    journey = await startJourney();
    const { city } = journey.web;
    const unitId = await city.addUnit({ name: '見本課' });
    await city.addAccount(await city.addPerson({ staffNumber: NUMBER, unitId }));
    page = await journey.open(NUMBER);
  }, 60_000);

  afterAll(async () => {
    await journey.close();
  });

  /** One window for all: signing in takes longer than looking. */
  beforeEach(async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light', reducedMotion: null });
    await page.goto('/styleguide');
  });

  it('are photographed at three widths and on paper', async () => {
    await photograph(page, 'styleguide');
    await page.setViewportSize({ width: 768, height: 1024 });
    await photographAs('styleguide-tablet');
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });

  it.each(
    [
      ['as they stand', undefined],
      ['with the first button focused', '.button--primary'],
      ['with a refused field focused', '#field-wrong'],
      ['with a chosen radio focused', 'input[type=radio]:checked'],
    ].slice(0, PROOF ? undefined : 1),
  )('have no finding of axe: %s', async (_, focused) => {
    if (focused !== undefined) await page.locator(`main ${focused}`).first().focus();
    expect((await inspect(page, '/styleguide')).problems).toEqual([]);
  });

  it('have no finding of axe with a word explained', async () => {
    await page.getByRole('button', { name: '基準日' }).click();
    await page.getByText('数字を数える日です。').waitFor();
    expect((await inspect(page, '/styleguide')).problems).toEqual([]);
  });

  it('can be read while they have the focus, pointed at or not', async () => {
    const pale = [];
    for (const button of await page.locator('main .button:not(:disabled)').all()) {
      for (const isPointedAt of [false, true]) {
        if (isPointedAt) await button.hover();
        await focusByKey(button);
        const { color, ground } = await page.evaluate<Colours>(COLOURS);
        if (contrastOf(rgbOf(color), rgbOf(ground)) < READABLE)
          pale.push(`${(await button.innerText()).trim()}: ${color} on ${ground}`);
      }
    }
    expect(pale).toEqual([]);
  });

  it('can be hit with a finger on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const summary of await page.locator('main summary').all()) await summary.click();
    const low = [];
    for (const target of await page.locator(TARGETS.map((it) => `main ${it}`).join(', ')).all()) {
      const height = (await target.boundingBox())?.height ?? FINGER;
      if (Math.round(height) < FINGER) low.push(`${await nameOf(target)}: ${String(height)}`);
    }
    expect(low).toEqual([]);
  });

  it.each([320, 390, 768])('scroll only downwards at %i px', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
  });

  it('lose nothing in forced colours: signs stay signs, bars and squares are seen', async () => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
    const chips = await page.locator('main .chip').allInnerTexts();
    expect(chips.filter((text) => !/^[●→□▲×―]/.test(text.trim()))).toEqual([]);
    for (const seen of ['.progress', '.figure__wide'])
      expect(await contrastWithin(page.locator(`main ${seen}`).first())).toBeGreaterThan(SEEN);
    await photographAs('styleguide-forced-colours');
  });

  it('stand still where motion is not wanted', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.reload();
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
  });

  it('are open where there is room for conditions, and closed on a phone', async () => {
    const field = page.getByLabel('氏名・フリガナ・職員番号').last();
    expect(await field.isVisible()).toBe(true);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await field.isVisible()).toBe(false);
    await page.getByText('条件(3)').click();
    expect(await field.isVisible()).toBe(true);
    const condition = page.getByRole('link', { name: /役割: リーダー/ });
    expect(await condition.getAttribute('href')).not.toContain('b-role');
  });

  async function photographAs(name: string): Promise<void> {
    if (!PROOF) return;
    await page.screenshot({ path: `test-output/screenshots/${name}.png`, fullPage: true });
  }

  /** As by the tabulator: the ring of a click is not the one that is looked at. */
  async function focusByKey(button: Locator): Promise<void> {
    await button.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
  }
});

interface Colours {
  readonly color: string;
  readonly ground: string;
}

async function nameOf(element: Locator): Promise<string> {
  return `${(await element.getAttribute('class')) ?? ''} ${await element.innerText()}`.trim();
}

/** The greatest contrast between two colours that take up at least a hundredth of it. */
async function contrastWithin(element: Locator): Promise<number> {
  const { data, info } = await sharp(await element.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const counts = new Map<string, number>();
  for (let at = 0; at < data.length; at += info.channels) {
    const key = [...data.subarray(at, at + 3)].join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const least = (info.width * info.height) / 100;
  const colours = [...counts]
    .filter(([, count]) => count >= least)
    .map(([key]) => rgbOf(`rgb(${key})`));
  return Math.max(...colours.flatMap((one) => colours.map((other) => contrastOf(one, other))));
}
