import type { Locator, Page } from 'playwright-core';

/** More than any page has: whoever needs as many is walking in a circle. */
const MOST_STOPS = 250;

/** What a stop is called and what is wrong with it. */
interface Stop {
  readonly name: string;
  readonly problems: readonly string[];
}

/**
 * What has the focus: is all of it (of what is larger than the window: some) in the window, with nothing above it, and
 * is there a ring? Scripts run in the page as text: the types of a browser are not those of this program.
 */
const STOP = `(() => {
  const it = document.activeElement;
  if (!it || it === document.body) return { name: 'body', problems: ['the focus is lost'] };
  const rects = [...it.getClientRects()];
  const seen = ([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (hit === it || it.contains(hit) || hit.contains(it) || [...(it.labels ?? [])].some((label) => label.contains(hit)));
  };
  const points = ({ left, right, top, bottom, width, height }) => {
    const [x, y] = [Math.min(3, width / 2), Math.min(3, height / 2)];
    return [[(left + right) / 2, (top + bottom) / 2], [left + x, top + y], [right - x, top + y], [left + x, bottom - y], [right - x, bottom - y]];
  };
  const box = it.getBoundingClientRect();
  const isLarge = box.height > innerHeight * 0.7 || box.width > innerWidth;
  const all = rects.flatMap(points);
  const isSeen = isLarge ? box.top < innerHeight && box.bottom > 0 : all.length > 0 && all.every(seen);
  const { outlineStyle, outlineWidth } = getComputedStyle(it);
  const hasRing = it.id === 'main' || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
  const text = it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent ?? it.textContent ?? '';
  const problems = [];
  if (!isSeen) problems.push('not wholly seen at ' + [box.left, box.top, box.right, box.bottom].map(Math.round).join(' '));
  if (!hasRing) problems.push('no ring: ' + outlineStyle + ' ' + outlineWidth);
  return { name: it.tagName.toLowerCase() + ' ' + text.trim().replace(/\\s+/g, ' ').slice(0, 40), problems };
})()`;

/** A key reaches a page that has been drawn. */
const DRAWN = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`;

/** Somebody without a mouse: goes by keys alone, and notes at each stop what a sighted person would miss. */
export class Keyboard {
  /** Where and what: empty when all was seen. */
  readonly problems: string[] = [];

  constructor(readonly page: Page) {}

  /** Forward to `what`, by the tabulator. */
  async to(what: Locator): Promise<void> {
    await this.walk('Tab', what);
  }

  /** Back to `what`. */
  async backTo(what: Locator): Promise<void> {
    await this.walk('Shift+Tab', what);
  }

  /** To `what` and by Enter where it leads: a link, a button. */
  async enter(what: Locator): Promise<void> {
    await this.to(what);
    await this.leave('Enter');
  }

  /** Presses a key that leads elsewhere, be it within the page. */
  async leave(key: string): Promise<void> {
    const left = this.page.waitForEvent('framenavigated');
    await this.page.keyboard.press(key);
    await left;
    await this.page.waitForLoadState();
    await this.page.evaluate(DRAWN);
  }

  /** Presses a key that leaves the page where it is: the focus stays on something. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.look();
  }

  async write(what: Locator, text: string): Promise<void> {
    await this.to(what);
    await this.page.keyboard.type(text);
    await this.look();
  }

  /** A file by the window that the browser opens for it. */
  async choose(what: Locator, file: ChosenFile): Promise<void> {
    await this.to(what);
    const opened = this.page.waitForEvent('filechooser');
    await this.page.keyboard.press('Space');
    await (await opened).setFiles(file);
    await this.look();
  }

  /** What has the focus now, noted when something is wrong with it. */
  async look(): Promise<void> {
    this.note(await this.page.evaluate<Stop>(STOP));
  }

  private note({ name, problems }: Stop): void {
    const { pathname } = new URL(this.page.url());
    this.problems.push(...problems.map((problem) => `${pathname} ${name}: ${problem}`));
  }

  /** After an act: what it led to has the focus, so that one goes on from there and it is read aloud. */
  async noticed(): Promise<void> {
    await this.page.locator('main .notice:focus').waitFor();
    await this.look();
  }

  private async walk(key: 'Tab' | 'Shift+Tab', what: Locator): Promise<void> {
    await what.first().waitFor();
    const reached = what.and(this.page.locator(':focus'));
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await this.page.keyboard.press(key);
      const stop = await this.page.evaluate<Stop>(STOP);
      // Before the first and behind the last stop is the browser's own window: nothing is lost there.
      if (stop.name !== 'body') this.note(stop);
      if ((await reached.count()) > 0) return;
    }
    throw new Error(`${String(what)} is not reached by ${key}`);
  }
}

interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}
