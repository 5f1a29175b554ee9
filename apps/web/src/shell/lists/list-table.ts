import { tableShape } from '../parts/tables';
import { address } from '../view-parts';
import { withoutCommonChips } from './common-chips';
import { cellText, columnsFor, type List, type ListColumn, totalsOf } from './list';
import { columnClasses, rowCells, type ShownCell } from './list-cells';

interface HeadingView {
  readonly text: string;
  readonly note: string;
  readonly classes: string;
  /** Where a click leads; empty when the column does not sort. */
  readonly href: string;
  readonly ariaSort: 'ascending' | 'descending' | '';
}

/** What all rows of a page have in common. */
interface ConstantView {
  readonly heading: string;
  readonly text: string;
}

/** The model of the partial `list-table`. */
export interface ListTableView {
  readonly caption: string;
  /** The heading above says the same: only for those who do not see it there. */
  readonly hidesCaption: boolean;
  readonly constants: readonly ConstantView[];
  readonly frameClasses: string;
  readonly classes: string;
  readonly headings: readonly HeadingView[];
  readonly rows: readonly { readonly cells: readonly ShownCell[] }[];
  readonly total: readonly Pick<
    ShownCell,
    'text' | 'heading' | 'unit' | 'classes' | 'isRowHeading'
  >[];
}

export interface TableFrame {
  readonly caption: string;
  readonly hidesCaption?: boolean;
  /** The page's own address and what it is filtered by; a heading's link keeps it. Without it nothing sorts. */
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
  const all = columnsFor(list, 'page');
  const constant = all.filter((column) => isConstant(column, rows, frame));
  const columns = all.filter((column) => !constant.includes(column));
  const headed = columns.find((column) => column.isRowHeading) ?? columns[0];
  const shown = withoutCommonChips(columns, rows);
  const shownHead = headed && shown[columns.indexOf(headed)];
  const { frameClasses, classes } = tableShape(columns.length, rows.length);
  return {
    caption: frame.caption,
    hidesCaption: frame.hidesCaption ?? false,
    constants: constant.flatMap((column) => constantOf(column, rows)),
    frameClasses,
    classes: classes.join(' '),
    headings: columns.map((column) => headingOf(column, frame)),
    rows: rows.map((row) => ({ cells: rowCells(shown, shownHead, row) })),
    total: totalCells(list, columns, rows),
  };
}

/** What can be sorted by and is, stays: its heading tells the order. */
function isConstant<Row>(
  column: ListColumn<Row>,
  rows: readonly Row[],
  { sort }: TableFrame,
): boolean {
  if (column.dropsWhenConstant !== true) return false;
  // What is wrong with a row stands in it, also where the same is wrong with all.
  if (rows.some((row) => column.show?.(row).alert !== undefined)) return false;
  if (column.sort !== undefined && sort?.replace(/^-/, '') === column.sort) return false;
  const [text, ...others] = new Set(rows.map((row) => cellText(column.value(row))));
  return text !== undefined && others.length === 0 && (rows.length > 1 || text === '');
}

function constantOf<Row>(column: ListColumn<Row>, [row]: readonly Row[]): readonly ConstantView[] {
  const text = row === undefined ? '' : shownText(column, row);
  if (text === '' || text === '―') return [];
  return [{ heading: column.heading, text: `${text}${column.counter ?? ''}` }];
}

/** As it would stand in the row: a day as people read it, a state by its word. */
function shownText<Row>({ value, show }: ListColumn<Row>, row: Row): string {
  const seen = show?.(row);
  const texts = [seen?.text, seen?.chip?.label, cellText(value(row))];
  return texts.find((text) => text !== undefined && text !== '') ?? '';
}

function totalCells<Row>(
  list: List<Row>,
  columns: readonly ListColumn<Row>[],
  rows: readonly Row[],
): ListTableView['total'] {
  const totals = totalsOf(list, columns, rows) ?? [];
  return totals.map((cell, at) => {
    const column = columns[at];
    const text = cellText(cell);
    return {
      text,
      heading: column?.heading ?? '',
      unit: text === '' ? '' : (column?.counter ?? ''),
      classes: [
        ...(column ? columnClasses(column) : []),
        ...(text === '' ? ['is-empty'] : ['fact', 'labelled']),
      ].join(' '),
      isRowHeading: at === 0,
    };
  });
}

function headingOf<Row>(column: ListColumn<Row>, { path, query, sort }: TableFrame): HeadingView {
  const { counter, heading: name } = column;
  const heading = {
    text: counter === undefined ? name : `${name}(${counter})`,
    note: column.note ?? '',
    classes: columnClasses(column).join(' '),
  };
  if (column.sort === undefined || path === '') return { ...heading, href: '', ariaSort: '' };
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
