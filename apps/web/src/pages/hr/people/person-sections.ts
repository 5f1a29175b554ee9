import type { List } from '../../../shell/lists/list';
import { listTable, type ListTableView } from '../../../shell/lists/list-table';

/** One heading of the person's page with its rows; a section that the reader may not see is not made. */
export interface PersonSection {
  readonly title: string;
  readonly note: string;
  readonly table: ListTableView | null;
  /** Said instead of the table. */
  readonly empty: string;
}

export function sectionOf<Row>(
  list: List<Row>,
  rows: readonly Row[],
  told: { readonly empty: string; readonly note?: string; readonly order?: string },
): PersonSection {
  const caption = `${list.name}(${told.order ?? '新しい順'})`;
  const frame = { caption, hidesCaption: true, path: '', query: {} };
  return {
    title: list.name,
    note: told.note ?? '',
    table: rows.length === 0 ? null : listTable(list, rows, frame),
    empty: told.empty,
  };
}
