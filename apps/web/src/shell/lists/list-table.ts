import type { ChipView } from '../signs';
import { address } from '../view-parts';
import { type CellView, cellText, columnsFor, type List, type ListColumn, totalsOf } from './list';

interface HeadingView {
  readonly text: string;
  readonly classes: string;
  /** Where a click leads; empty when the column does not sort. */
  readonly href: string;
  readonly ariaSort: 'ascending' | 'descending' | '';
}

/** Every field is there: a template refuses what is missing. */
interface ShownCell extends Required<Omit<CellView, 'chip' | 'alert' | 'person'>> {
  readonly person: CellView['person'] | null;
  readonly chip: ChipView | null;
  readonly alert: ChipView | null;
  readonly heading: string;
  readonly classes: string;
  readonly isRowHeading: boolean;
  readonly slot: object | null;
}

/** The model of the partial `list-table`. */
export interface ListTableView {
  readonly caption: string;
  readonly headings: readonly HeadingView[];
  readonly rows: readonly { readonly cells: readonly ShownCell[] }[];
  readonly total: readonly Pick<ShownCell, 'text' | 'heading' | 'classes' | 'isRowHeading'>[];
}

export interface TableFrame {
  readonly caption: string;
  /** The page's own address and what it is filtered by; a heading's link keeps it. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | undefined>>;
  /** The sort in force, `name` or `-name` for the other direction. */
  readonly sort?: string | undefined;
}

/** The rows of one page of a list. */
export function listTable<Row>(
  list: List<Row>,
  rows: readonly Row[],
  frame: TableFrame,
): ListTableView {
  const columns = columnsFor(list, 'page');
  const headed = columns.find((column) => column.isRowHeading) ?? columns[0];
  const placed = columns.map((column) => ({
    heading: column.heading,
    classes: classesOf(column),
    isRowHeading: column === headed,
  }));
  const totals = totalsOf(list, columns, rows);
  return {
    caption: frame.caption,
    headings: columns.map((column) => headingOf(column, frame)),
    rows: rows.map((row) => ({
      cells: columns.map((column, at) => ({ ...shown(column, row), ...placeAt(placed, at) })),
    })),
    total: (totals ?? []).map((cell, at) => ({
      text: cellText(cell, columns[at]?.counter),
      ...placeAt(placed, at),
    })),
  };
}

type Place = Pick<ShownCell, 'heading' | 'classes' | 'isRowHeading'>;

function placeAt(places: readonly Place[], at: number): Place {
  return places[at] ?? { heading: '', classes: '', isRowHeading: false };
}

function shown<Row>(column: ListColumn<Row>, row: Row) {
  const cell = column.show?.(row) ?? { text: cellText(column.value(row), column.counter) };
  return { ...EMPTY, ...cell, slot: column.slot?.(row) ?? null };
}

const EMPTY = {
  lead: '',
  person: null,
  chip: null,
  alert: null,
  tags: [],
  text: '',
  href: '',
  spoken: '',
  isStruck: false,
  notes: [],
  lines: [],
  items: [],
  hint: '',
};

function classesOf<Row>({ isNumber, isUnbroken, slot }: ListColumn<Row>): string {
  return [
    ...(isNumber ? ['number'] : []),
    ...(isUnbroken ? ['nowrap'] : []),
    ...(slot ? ['no-print'] : []),
  ].join(' ');
}

function headingOf<Row>(column: ListColumn<Row>, { path, query, sort }: TableFrame): HeadingView {
  const heading = { text: column.heading, classes: classesOf(column) };
  if (column.sort === undefined) return { ...heading, href: '', ariaSort: '' };
  const next = sort === column.sort ? `-${column.sort}` : column.sort;
  return {
    ...heading,
    href: address(path, { ...query, sort: next, page: undefined }),
    ariaSort: ariaSort(column.sort, sort),
  };
}

function ariaSort(column: string, sort: string | undefined): HeadingView['ariaSort'] {
  if (sort === column) return 'ascending';
  return sort === `-${column}` ? 'descending' : '';
}
