import { address, type ChipView } from '../view-parts';
import { type CellView, cellText, columnsFor, type List, type ListColumn } from './list';

interface HeadingView {
  readonly text: string;
  readonly isNumber: boolean;
  /** Where a click leads; empty when the column does not sort. */
  readonly href: string;
  readonly ariaSort: 'ascending' | 'descending' | '';
}

/** Every field is there: a template refuses what is missing. */
interface ShownCell extends Required<Omit<CellView, 'chip'>> {
  readonly chip: ChipView | null;
  readonly heading: string;
  readonly isNumber: boolean;
  readonly isFirst: boolean;
}

/** The model of the partial `list-table`. */
export interface ListTableView {
  readonly caption: string;
  readonly headings: readonly HeadingView[];
  readonly rows: readonly { readonly cells: readonly ShownCell[] }[];
}

export interface TableFrame {
  readonly caption: string;
  /** The page's own address and what it is filtered by; a heading's link keeps it. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | undefined>>;
  /** The sort in force, `name` or `-name` for the other direction. */
  readonly sort?: string;
}

/** The rows of one page of a list. */
export function listTable<Row>(
  list: List<Row>,
  rows: readonly Row[],
  frame: TableFrame,
): ListTableView {
  const columns = columnsFor(list, 'page');
  return {
    caption: frame.caption,
    headings: columns.map((column) => headingOf(column, frame)),
    rows: rows.map((row) => ({
      cells: columns.map((column, index) => ({
        ...shown(column, row),
        heading: column.heading,
        isNumber: column.isNumber ?? false,
        isFirst: index === 0,
      })),
    })),
  };
}

function shown<Row>(column: ListColumn<Row>, row: Row) {
  const { text, href, hint, chip } = column.show?.(row) ?? { text: cellText(column.value(row)) };
  return { text, href: href ?? '', hint: hint ?? '', chip: chip ?? null };
}

function headingOf<Row>(column: ListColumn<Row>, { path, query, sort }: TableFrame): HeadingView {
  const heading = { text: column.heading, isNumber: column.isNumber ?? false };
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
