import { formatDateShort, type SheetCell } from '@app/platform';
import type { ChipView } from '../view-parts';

/** What stands in one place of a list's page. */
export interface CellView {
  readonly text: string;
  readonly href?: string;
  /** A second, quieter line: a reading, a former name. */
  readonly hint?: string;
  readonly chip?: ChipView;
}

/** One column, defined once for the page, the files and the JSON of a list. */
export interface ListColumn<Row> {
  /** The name in JSON. */
  readonly key: string;
  readonly heading: string;
  /** What it holds, for sorting and counting in a file: a day as a day, a number as a number. */
  readonly value: (row: Row) => SheetCell;
  /** How the page shows it; the value as text unless given. */
  readonly show?: (row: Row) => CellView;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
  /** The sort that a click on the heading asks for. */
  readonly sort?: string;
  /** A column that only one of the two has: an id for a file, a chip for the page. */
  readonly only?: 'page' | 'file';
}

/** A list as everything that shows it needs it: its name (also the files' name) and its columns. */
export interface List<Row> {
  readonly name: string;
  readonly columns: readonly ListColumn<Row>[];
}

export function columnsFor<Row>(
  list: List<Row>,
  place: 'page' | 'file',
): readonly ListColumn<Row>[] {
  return list.columns.filter((column) => column.only === undefined || column.only === place);
}

/** The words for a value where the page has no other way of showing it. */
export function cellText(value: SheetCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return value.toLocaleString('ja-JP');
  return typeof value === 'string' ? value : formatDateShort(value.day);
}
