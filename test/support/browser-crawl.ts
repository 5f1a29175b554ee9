import axe from 'axe-core';
import type { Page } from 'playwright-core';

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
const PHONE = { width: 375, height: 740 };
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
    const status = await open(page, address);
    if (status === 'download') continue;
    if (status !== 200) {
      broken.push(`${address}: ${String(status)}`);
      continue;
    }
    await look({ address, kind });
    queue.push(...(await pageLinks(page)));
  }
  return broken;
}

async function open(page: Page, address: string): Promise<number | 'download'> {
  try {
    return (await page.goto(address))?.status() ?? 0;
  } catch (error) {
    if (String(error).includes('Download is starting')) return 'download';
    throw error;
  }
}

/** Links to pages of ours; downloads and the sign-out are no pages. */
async function pageLinks(page: Page): Promise<string[]> {
  const links = await page.evaluate<string[]>(
    `[...document.querySelectorAll('a[href]:not([download])')].map((anchor) => anchor.href)`,
  );
  const own = links.filter((link) => link.startsWith(new URL(page.url()).origin));
  return own
    .map((link) => new URL(link))
    .filter((url) => !/\.(csv|pdf|json|svg)$|\/evidence$|^\/(assets|static)\//.test(url.pathname))
    .map((url) => url.pathname + url.search);
}

function kindOf(address: string): string {
  const { pathname, searchParams } = new URL(address, 'http://own.invalid');
  const path = pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/\d{4,}(?=\/|$)/g, '/:code')
    .replace(/(\/courses)\/[^/]+/, '$1/:course')
    .replace(/(\/lessons)\/[^/]+/, '$1/:lesson');
  const choices = [...searchParams.keys()].filter(
    (key) => !['asOf', 'page', 'next', 'unit'].includes(key),
  );
  return choices.length === 0 ? path : `${path}?${[...new Set(choices)].sort().join('&')}`;
}

/** What is wrong with the page on the screen: axe's findings, headings, leftovers, and sideways scrolling. */
export async function inspect(page: Page, address: string): Promise<PageFinding> {
  const problems = [...(await axeProblems(page)), ...(await textProblems(page))];
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
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(WCAG)} } }).then((result) =>
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
