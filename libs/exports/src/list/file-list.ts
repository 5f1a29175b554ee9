import { formatDateShort, type LocalDate, localDateOf, type SheetCell } from '@app/platform';

/** One column of a list as its files have it; a page adds how it shows it (apps/web/src/shell/lists/list.ts). */
export interface FileColumn<Row> {
  /** The name in JSON. */
  readonly key: string;
  readonly heading: string;
  /** What it holds, for sorting and counting in a file: a day as a day, a number as a number. */
  readonly value: (row: Row) => SheetCell;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
  /** What stands below the column; only in lists that a page shows whole. */
  readonly total?: (rows: readonly Row[]) => SheetCell;
  /** A column that only one of the two has: an id for a file, a chip for the page. */
  readonly only?: 'page' | 'file';
}

/** A list as its files need it: its name (also the files' name) and its columns. */
export interface FileList<Row> {
  readonly name: string;
  readonly columns: readonly FileColumn<Row>[];
  /** What stands before the totals, if it takes more than 合計. */
  readonly totalLabel?: string;
}

export function columnsFor<Column extends Pick<FileColumn<never>, 'only'>>(
  list: { readonly columns: readonly Column[] },
  place: 'page' | 'file',
): readonly Column[] {
  return list.columns.filter((column) => column.only === undefined || column.only === place);
}

/** The row below the others; null where nothing adds up. */
export function totalsOf<Row>(
  { totalLabel = '合計' }: Pick<FileList<Row>, 'totalLabel'>,
  columns: readonly FileColumn<Row>[],
  rows: readonly Row[],
): readonly SheetCell[] | null {
  if (rows.length === 0 || columns.every((column) => column.total === undefined)) return null;
  return columns.map((column, index) => column.total?.(rows) ?? (index === 0 ? totalLabel : null));
}

/** The words for a value where the page has no other way of showing it. */
export function cellText(value: SheetCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return value.toLocaleString('ja-JP');
  return typeof value === 'string' ? value : formatDateShort(value.day);
}

/** A day in a list; nothing where there is none. */
export function dayCell(day: LocalDate | null): SheetCell {
  return day === null ? null : { day };
}

const CLOCK = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** 「2026-11-16 09:05」: an instant as a file holds it, so that text sorts by time. */
export function instantCell(at: Date | null): SheetCell {
  return at === null ? null : `${localDateOf(at)} ${CLOCK.format(at)}`;
}
