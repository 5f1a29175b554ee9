import { numberText, parseWholeNumber } from '@app/platform';
import { Moved } from './guard.errors';

export interface Crumb {
  readonly label: string;
  readonly href: string;
}

/** The way from home to this page; the last has no link. */
export function breadcrumb(
  ...items: readonly (readonly [label: string, href?: string])[]
): Crumb[] {
  return [['ホーム', '/'] as const, ...items].map(([label, href]) => ({ label, href: href ?? '' }));
}

export interface PageLink {
  readonly text: string;
  readonly href: string;
  readonly label: string;
  readonly isCurrent: boolean;
}

const AROUND = 2;
const GAP: PageLink = { text: '…', href: '', label: '', isCurrent: false };

interface PagedList {
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

/** The model of the partial `pagination`: ‹ 前へ · 1–50件目 / 743件 · 次へ ›. */
export interface Pager {
  /** Empty on the first page. */
  readonly previous: string;
  /** Empty on the last page. */
  readonly next: string;
  readonly first: string;
  readonly last: string;
  readonly total: string;
  /** Where there are more pages than the two links reach. */
  readonly numbers: readonly PageLink[];
}

const FEW_PAGES = 3;

/**
 * The way through the pages of a list; null when there is only one. `address` builds the address of a page. A page behind
 * the last one (of an old link, or since an act has emptied it) is none: it throws Moved to the last one there is.
 */
export function pager(list: PagedList, address: (page: number) => string): Pager | null {
  const { page, pageSize, total } = list;
  const pages = Math.ceil(total / pageSize);
  if (page > Math.max(1, pages)) throw new Moved(address(Math.max(1, pages)));
  if (pages <= 1) return null;
  return {
    previous: page > 1 ? address(page - 1) : '',
    next: page < pages ? address(page + 1) : '',
    first: numberText((page - 1) * pageSize + 1),
    last: numberText(Math.min(page * pageSize, total)),
    total: numberText(total),
    numbers: pages > FEW_PAGES ? pageLinks(list, address) : [],
  };
}

function pageLinks(list: PagedList, address: (page: number) => string): PageLink[] {
  const last = Math.max(1, Math.ceil(list.total / list.pageSize));
  const link = (page: number, text = String(page)): PageLink => ({
    text,
    href: page === list.page ? '' : address(page),
    label: `${String(page)}ページ目`,
    isCurrent: page === list.page,
  });
  const numbers = Array.from({ length: last }, (_, index) => index + 1).filter(
    (page) => page === 1 || page === last || Math.abs(page - list.page) <= AROUND,
  );
  return numbers.flatMap((page, index) => {
    const isAfterGap = index > 0 && page - (numbers[index - 1] ?? page) > 1;
    return isAfterGap ? [GAP, link(page)] : [link(page)];
  });
}

/** A page number from a query: whole, positive, never absurd. */
export function pageNumber(text: string | undefined): number {
  return parseWholeNumber(text ?? '', { least: 1, most: 999_999 }) ?? 1;
}

/** 「12 / 30(40.0%)」; a rate always shows what it was computed from. */
export function rateText(part: number, whole: number): string {
  if (whole === 0) return '対象なし';
  return `${String(part)} / ${String(whole)}(${((part / whole) * 100).toFixed(1)}%)`;
}

/** Builds an address with a query; empty values are left out. */
export function address(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(key, String(value));
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}
