import { Conflict } from '@app/platform';
import type { List } from './list';
import { listTable, type ListTableView } from './list-table';

/** A page of so many rows is some 40 sheets of paper: whoever needs more takes a file, or narrows the list. */
export const MOST_PRINTED_ROWS = 2000;

export interface PrintedListView {
  readonly title: string;
  readonly table: ListTableView;
}

/** All rows of a list on one page, to be printed; for the log of who took what along it is a file. */
export class PrintedList {
  constructor(
    readonly rowCount: number,
    readonly view: PrintedListView,
  ) {}
}

export function printedList<Row>(
  list: List<Row>,
  rows: readonly Row[],
  title: string,
): PrintedList {
  requirePrintable(rows.length);
  const columns = list.columns.filter((column) => column.slot === undefined);
  const frame = { caption: title, hidesCaption: true, path: '', query: {} };
  return new PrintedList(rows.length, {
    title,
    table: listTable({ ...list, columns }, rows, frame),
  });
}

/** The same for a file that is meant for paper. */
export function requirePrintable(total: number): void {
  if (total <= MOST_PRINTED_ROWS) return;
  throw new Conflict(
    'print.too_many_rows',
    `一度に印刷できるのは${MOST_PRINTED_ROWS.toLocaleString('ja-JP')}件までです(この条件では${total.toLocaleString('ja-JP')}件あります)。一覧に戻り、条件で絞り込むか、CSVで保存してください。`,
  );
}
