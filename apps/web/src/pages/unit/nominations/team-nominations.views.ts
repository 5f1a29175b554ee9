import type { NominationRow } from '@app/appointments';
import { type Page, things, words } from '@app/platform';
import { listTable } from '../../../shell/lists/list-table';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { nominationsList } from '../../me/nominations/nominations.list';

export const PAGE_SIZE = 50;
const PATH = '/team/nominations';

interface Frame {
  readonly page: number;
  readonly sort: string | undefined;
}

export function teamNominationsView(
  { rows, total }: Page<NominationRow>,
  { page, sort = 'waiting' }: Frame,
) {
  return {
    title: '推薦',
    breadcrumb: breadcrumb([`わたしの${words.unit}`, '/team'], ['推薦']),
    summary:
      total === 0
        ? `${words.unit}の推薦は、まだありません。候補の一覧から推薦できます。`
        : `${words.unit}の推薦は${things(total)}です。`,
    table: listTable(nominationsList(), rows, {
      caption: `推薦の一覧(${things(total)})`,
      path: PATH,
      query: {},
      sort,
    }),
    isEmpty: total === 0,
    pages: pager({ page, pageSize: PAGE_SIZE, total }, (next) =>
      address(PATH, { sort, page: next }),
    ),
  };
}
