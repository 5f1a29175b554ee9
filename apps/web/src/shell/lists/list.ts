import { formatDateShort, type LocalDate, localDateOf, type SheetCell } from '@app/platform';
import type { PersonNameView } from '../person-name';
import type { ChipView, TagView } from '../signs';

/** What stands in one place of a list's page, in this order. */
export interface CellView {
  /** In front, outside of the link: an indent, a kind. */
  readonly lead?: string;
  /** Somebody who is named: the name leads to the person for whoever may open it. */
  readonly person?: PersonNameView;
  readonly chip?: ChipView;
  /** A second sign beside the first. */
  readonly alert?: ChipView;
  /** What it is, before how it stands. */
  readonly tags?: readonly TagView[];
  readonly text: string;
  /** How much of it, drawn before the words that say it. */
  readonly bar?: { readonly value: number; readonly max: number };
  readonly href?: string;
  /** What the link says besides its text to somebody who only hears it. */
  readonly spoken?: string;
  /** No longer holds, and is still shown. */
  readonly isStruck?: boolean;
  /** Quiet words behind, on the same line. */
  readonly notes?: readonly string[];
  /** Several texts, each on a line of its own. */
  readonly lines?: readonly string[];
  readonly items?: readonly { readonly name: string; readonly value: string }[];
  /** A second, quieter line: a reading, a former name. */
  readonly hint?: string;
}

/** One column, defined once for the page, the files and the JSON of a list. */
export interface ListColumn<Row> {
  /** The name in JSON. */
  readonly key: string;
  readonly heading: string;
  /** Below the heading on the page: what holds for every row, a due date. */
  readonly note?: string;
  /** What it holds, for sorting and counting in a file: a day as a day, a number as a number. */
  readonly value: (row: Row) => SheetCell;
  /** How the page shows it; the value as text unless given. */
  readonly show?: (row: Row) => CellView;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
  /** What a number counts: stands in the heading, 「職員(名)」. */
  readonly counter?: string;
  /** What every row of a page has in common is said once, above the table; the files keep the column. */
  readonly dropsWhenConstant?: boolean;
  /** Stands beside the name on a phone, also where it is a word and no chip. */
  readonly isState?: boolean;
  /** Its heading stands before it also on a phone, where a text or a state needs none. */
  readonly keepsLabel?: boolean;
  /** Stays on one line, however long. */
  readonly isUnbroken?: boolean;
  /** Names the row; the first column unless another one says so. */
  readonly isRowHeading?: boolean;
  /** The sort that a click on the heading asks for. */
  readonly sort?: string;
  /** What stands below the column; only in lists that a page shows whole. */
  readonly total?: (rows: readonly Row[]) => SheetCell;
  /** A column that only one of the two has: an id for a file, a chip for the page. */
  readonly only?: 'page' | 'file';
  /** What can be done with the row: drawn by the block that the page gives to the partial, never printed. */
  readonly slot?: (row: Row) => object | null;
}

/** A list as everything that shows it needs it: its name (also the files' name) and its columns. */
export interface List<Row> {
  readonly name: string;
  readonly columns: readonly ListColumn<Row>[];
  /** What stands before the totals, if it takes more than 合計. */
  readonly totalLabel?: string;
}

export function columnsFor<Row>(
  list: List<Row>,
  place: 'page' | 'file',
): readonly ListColumn<Row>[] {
  return list.columns.filter((column) => column.only === undefined || column.only === place);
}

/** The row below the others; null where nothing adds up. */
export function totalsOf<Row>(
  { totalLabel = '合計' }: List<Row>,
  columns: readonly ListColumn<Row>[],
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
