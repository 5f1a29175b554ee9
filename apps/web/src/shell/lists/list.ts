import type { FileColumn, FileList } from '@app/exports';
import type { PersonNameView } from '../person-name';
import type { ChipView, TagView } from '../signs';

export { cellText, columnsFor, dayCell, instantCell, totalsOf } from '@app/exports';

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

/** One column of a list: what its files hold (libs/exports), and how the page shows it. */
export interface ListColumn<Row> extends FileColumn<Row>, PageColumn<Row> {}

/** How a page shows a column. */
export interface PageColumn<Row> {
  /** Below the heading on the page: what holds for every row, a due date. */
  readonly note?: string;
  /** How the page shows it; the value as text unless given. */
  readonly show?: (row: Row) => CellView;
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
  /** What can be done with the row: drawn by the block that the page gives to the partial, never printed. */
  readonly slot?: (row: Row) => object | null;
}

/** A list as everything that shows it needs it: its name (also the files' name) and its columns. */
export interface List<Row> extends FileList<Row> {
  readonly columns: readonly ListColumn<Row>[];
}

/** A list of which the files are made elsewhere as well, with what a page adds to its columns, by their keys. */
export function shownList<Row>(
  list: FileList<Row>,
  shown: Readonly<Record<string, PageColumn<Row>>>,
): List<Row> {
  return {
    ...list,
    columns: list.columns.map((column) => ({
      ...column,
      ...(column.only !== 'file' && shown[column.key]),
    })),
  };
}
