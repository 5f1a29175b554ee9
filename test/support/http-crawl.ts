import { ROUTE_MATRIX } from '../structure/route-matrix';
import { PROOF } from './proof';
import type { Visitor } from './web';

export interface CrawledPage {
  readonly address: string;
  /** False for the routes from which the crawl starts: some of them ask for a query. */
  readonly isLinked: boolean;
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

type VisitedPage = Omit<CrawledPage, 'isLinked'>;

/** Of addresses that differ only in ids and numbers, so that a list of 450 people does not make 450 visits. */
const PER_SHAPE = PROOF ? 3 : 1;
const MAXIMUM_PAGES = 500;

/** Everything that a visitor reaches by links, starting from every GET route without parameters. */
export async function crawl(visitor: Visitor): Promise<CrawledPage[]> {
  const starts = ROUTE_MATRIX.filter((row) => row.method === 'GET' && !row.path.includes(':'));
  const queue = starts.map((row) => row.path);
  const seen = new Set(queue);
  const links = new Set<string>();
  const shapes = new Map<string, number>();
  const pages: VisitedPage[] = [];
  for (const address of queue) {
    const shape = shapeOf(address);
    const visits = shapes.get(shape) ?? 0;
    if (visits >= PER_SHAPE || pages.length >= MAXIMUM_PAGES) continue;
    shapes.set(shape, visits + 1);
    const page = await open(visitor, address);
    pages.push(page);
    for (const link of linksIn(page)) {
      links.add(link);
      if (!seen.has(link)) queue.push(link);
      seen.add(link);
    }
  }
  return pages.map((page) => ({ ...page, isLinked: links.has(page.address) }));
}

async function open(visitor: Visitor, address: string): Promise<VisitedPage> {
  const answer = await visitor.get(address).buffer(true);
  return {
    address,
    status: answer.status,
    type: answer.headers['content-type'] ?? '',
    headers: answer.headers,
    text: textOf(answer),
  };
}

/** A file that is no text has none. */
function textOf(answer: { readonly text?: string }): string {
  return answer.text ?? '';
}

/** The text of an attribute as a browser reads it. */
export function unescapeHtml(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_all, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function linksIn(page: VisitedPage): string[] {
  if (!page.type.startsWith('text/html')) return [];
  return [...page.text.matchAll(/\shref="([^"]*)"/g)]
    .map((match) => unescapeHtml(match[1] ?? '').replace(/#.*$/, ''))
    .map((link) => (link.startsWith('?') ? page.address.replace(/\?.*$/, '') + link : link))
    .filter((link) => link.startsWith('/') && !/^\/(assets|static)\//.test(link));
}

function shapeOf(address: string): string {
  const [path = '', query = ''] = address.split('?');
  const keys = [...new URLSearchParams(query).keys()].sort().join(',');
  return `${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, ':id')}?${keys}`;
}
