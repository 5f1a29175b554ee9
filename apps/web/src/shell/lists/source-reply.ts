import { hasPermission } from '@app/access';
import {
  isRowFormat,
  type ListSource,
  MOST_ROWS_AT_ONCE,
  requireSheet,
  slicesOf,
} from '@app/exports';
import type { LocalDate } from '@app/platform';
import { Moved } from '../guard.errors';
import { actorOf, type PageRequest } from '../http';
import { address } from '../view-parts';
import type { List } from './list';
import { type ListFormat, type ListReply, listReply, requestedFormat } from './list-file';
import { requirePrintable } from './printed-list';

interface Asked<Row> {
  readonly source: ListSource<Row>;
  /** As the page shows it, for paper. */
  readonly list: List<Row>;
  readonly today: LocalDate;
  /** What of the path belongs to the question: whose unit, which assignment. */
  readonly place?: Readonly<Record<string, string>>;
}

/**
 * A list as a file from the source that the worker reads as well: at once, or, where that would take too long, by way of the page
 * that orders it. Nothing is ordered by opening an address.
 */
export async function sourceReply<Row>(
  request: PageRequest,
  { source, list, today, place = {} }: Asked<Row>,
): Promise<ListReply> {
  const format = requestedFormat(request);
  const query = { ...givenQuery(request), ...place };
  const actor = actorOf(request);
  const open = await source.open({ actor, query, today });
  requireWritable(format, open.total);
  // Who has the own part of a list only has no order of it: that part is short.
  if (open.total > MOST_ROWS_AT_ONCE && hasPermission(actor, source.permission))
    throw new Moved(orderAddress(source.key, format, new URLSearchParams(query).toString()));
  const rows: Row[] = [];
  for await (const slice of slicesOf(open, MOST_ROWS_AT_ONCE)) rows.push(...slice);
  return listReply(list, rows, format, open);
}

/** Refused before anything is ordered. */
function requireWritable(format: ListFormat, total: number): void {
  if (!isRowFormat(format)) requirePrintable(total);
  if (format === 'xlsx') requireSheet(total);
}

function orderAddress(list: string, format: string, query: string): string {
  return address('/files/new', { list, format, query });
}

/** What the address says besides its path; what is no plain text counts as not given. */
export function givenQuery({ query }: PageRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter((it): it is [string, string] => typeof it[1] === 'string'),
  );
}
