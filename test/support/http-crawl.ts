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

export interface CrawlOptions {
  /** Addresses that a spec would throw away unread: whole files, which take long to make. */
  readonly unread?: RegExp;
  /** One lesson stands for all, outside of `npm run proof`: for specs that do not look at what courses teach. */
  readonly oneLesson?: boolean;
}

const NOTHING = /^$/;
export const FILES = /\.(?:csv|xlsx|json|pdf|cp932)(?:\?|$)/;
export const FILES_BUT_CSV = /\.(?:xlsx|json|pdf|cp932)(?:\?|$)/;

/** Everything that a visitor reaches by links, starting from every GET route without parameters. */
export async function crawl(
  visitor: Visitor,
  { unread = NOTHING, oneLesson = false }: CrawlOptions = {},
): Promise<CrawledPage[]> {
  const starts = ROUTE_MATRIX.filter((row) => row.method === 'GET' && !row.path.includes(':'));
  const queue = starts.map((row) => row.path);
  const seen = new Set(queue);
  const links = new Set<string>();
  const isWanted = fewOfEachShape(oneLesson);
  const pages: VisitedPage[] = [];
  for (const address of queue) {
    if (unread.test(address) || pages.length >= MAXIMUM_PAGES || !isWanted(address)) continue;
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

/**
 * A whole list on one page to print, on paper or for old programs: all are made alike, from the list that is looked at in pages.
 * One stands for all; by `npm run proof` the first of each list does, whatever it was narrowed to.
 */
const PRINTED = /\.(?:html|pdf|cp932)(?:\?|$)/;
const ONE_PRINTED = '/appointments/list.';

export function isPrinted(address: string): boolean {
  return PRINTED.test(address);
}

export function isPrintedAgain(address: string): boolean {
  return !PROOF && isPrinted(address) && !address.startsWith(ONE_PRINTED);
}

/** Says of each address whether it is among the first of its shape, and asked with something that its page was not yet asked with. */
function fewOfEachShape(oneLesson: boolean): (address: string) => boolean {
  const shapes = new Map<string, number>();
  const isAskedAnew = newQuestions();
  return (address) => {
    if (isPrintedAgain(address)) return false;
    const shape = shapeOf(oneLesson ? lessonless(address) : address);
    const visits = shapes.get(shape) ?? 0;
    if (visits >= (isPrinted(address) ? 1 : PER_SHAPE)) return false;
    if (!PROOF && !isAskedAnew(shape)) return false;
    shapes.set(shape, visits + 1);
    return true;
  };
}

/** Each filter and sort of a page is tried once; in all their mixtures by `npm run proof` alone. */
function newQuestions(): (shape: string) => boolean {
  const asked = new Map<string, Set<string>>();
  return (shape) => {
    const [path = '', keys = ''] = shape.split('?');
    const known = asked.get(path);
    const isNew = known === undefined || keys.split(',').some((key) => key && !known.has(key));
    asked.set(path, new Set([...(known ?? []), ...keys.split(',')]));
    return isNew;
  };
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

const LESSON = /^\/courses\/[^/?]+\/lessons\/[^/?]+/;

/** The address with the name of its lesson, if it has one, left out; `npm run proof` tells lessons apart. */
export function lessonless(address: string): string {
  return PROOF ? address : address.replace(LESSON, '/courses/:key/lessons/:lesson');
}

function shapeOf(address: string): string {
  const [path = '', query = ''] = address.split('?');
  if (isPrinted(address)) return path;
  const keys = [...new URLSearchParams(query).keys()].sort().join(',');
  return `${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, ':id')}?${keys}`;
}
