import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { isPrinted, isPrintedAgain } from './http-crawl';
import { PROOF } from './proof';

export interface PageFinding {
  readonly address: string;
  readonly problems: readonly string[];
}

export interface Visit {
  readonly address: string;
  /** The address with ids, codes and dates replaced: one page of each kind is looked at. */
  readonly kind: string;
}

interface Violation {
  readonly id: string;
  readonly target: string;
}

// Scripts run in the page as text: the types of a browser are not those of this program.
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Only what is wrong is described, node by node; the style sheets are ours and need not be fetched once more. */
const AXE = {
  runOnly: { type: 'tag', values: WCAG },
  resultTypes: ['violations'],
  preload: false,
};
/** Reflow (WCAG 1.4.10): also what 1280 px become at 400 %. */
const PHONE = { width: 320, height: 740 };
const DESKTOP = { width: 1366, height: 768 };

/**
 * Follows every link from the home page, one page of each kind, and calls `look` on it. What a person of this role
 * can reach by clicking is what is looked at.
 */
export async function crawl(page: Page, look: (visit: Visit) => Promise<void>): Promise<string[]> {
  const seen = new Set<string>();
  const queue = ['/'];
  const broken: string[] = [];
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const kind = kindOf(address);
    if (seen.has(kind)) continue;
    seen.add(kind);
    const { status, links } = await open(page, address);
    if (status !== 200 && status !== 'download') broken.push(`${address}: ${String(status)}`);
    if (status === 200) await look({ address, kind });
    queue.push(...links);
  }
  return broken;
}

interface Opened {
  readonly status: number | 'download';
  readonly links: readonly string[];
}

async function open(page: Page, address: string): Promise<Opened> {
  try {
    const status = (await page.goto(address))?.status() ?? 0;
    const links = await page.evaluate<string[]>(
      // A link within a figure has no text as its `href`.
      `[...document.querySelectorAll('a[href]:not([download])')].map((anchor) => anchor.getAttribute('href'))`,
    );
    return { status, links: ownPages(links, page.url()) };
  } catch (error) {
    if (String(error).includes('Download is starting')) return { status: 'download', links: [] };
    throw error;
  }
}

/** Links to pages of ours; downloads and the sign-out are no pages. */
function ownPages(links: readonly string[], base: string): string[] {
  return links
    .map((link) => new URL(link, base))
    .filter(({ origin }) => origin === new URL(base).origin)
    .filter((url) => !/\.(csv|pdf|json|svg)$|\/evidence$|^\/(assets|static)\//.test(url.pathname))
    .map((url) => url.pathname + url.search)
    .filter((address) => !isPrintedAgain(address));
}

/** The page's kind whatever it was asked for: its address without the query, and with ids and codes replaced. */
export function pathKindOf(address: string): string {
  return new URL(address, 'http://own.invalid').pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/\d{4,}(?=\/|$)/g, '/:code')
    .replace(/(\/courses)\/[^/]+/, '$1/:course')
    .replace(/(\/lessons)\/[^/]+/, '$1/:lesson');
}

function kindOf(address: string): string {
  const { searchParams } = new URL(address, 'http://own.invalid');
  const path = pathKindOf(address);
  if (isPrinted(address)) return path;
  const choices = [...searchParams.keys()].filter(
    (key) => !['asOf', 'page', 'next', 'unit', 'sort'].includes(key),
  );
  return choices.length === 0 ? path : `${path}?${[...new Set(choices)].sort().join('&')}`;
}

/** What is wrong with the page on the screen: axe's findings, headings, leftovers, and sideways scrolling. */
export async function inspect(page: Page, address: string): Promise<PageFinding> {
  const finding = await inspectQuickly(page, address);
  return { address, problems: [...(await axeProblems(page)), ...finding.problems] };
}

/** The same on the way of a journey, where axe, which takes longest, looks by `npm run proof` only (it looks at every page). */
export async function inspectByTheWay(page: Page, address: string): Promise<PageFinding> {
  return PROOF ? inspect(page, address) : inspectQuickly(page, address);
}

async function inspectQuickly(page: Page, address: string): Promise<PageFinding> {
  const problems = await textProblems(page);
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    if (overflow > 0)
      problems.push(`scrolls sideways by ${String(overflow)} px at ${String(size.width)} px`);
  }
  return { address, problems };
}

async function axeProblems(page: Page): Promise<string[]> {
  // Evaluated, not inserted as a script element: the content security policy stays in force.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run(document, ${JSON.stringify(AXE)}).then((result) =>
       result.violations.map((it) => ({ id: it.id, target: it.nodes[0]?.html ?? '' })))`,
  );
  return violations.map(({ id, target }) => `axe ${id}: ${target.slice(0, 200)}`);
}

async function textProblems(page: Page): Promise<string[]> {
  const text = await page.locator('body').innerText();
  const headings = await page.locator('h1').count();
  const problems: string[] = [];
  if (headings !== 1) problems.push(`${String(headings)} h1`);
  const leftover = /\b(undefined|null|NaN|\[object Object\]|Invalid Date|\d{4}-\d{2}-\d{2}T)/.exec(
    text,
  );
  if (leftover) problems.push(`leftover in the text: ${leftover[0]}`);
  return problems;
}
