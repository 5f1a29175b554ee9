import { roleTitle, dxRoles, type IssuedLetter } from '@app/appointments';
import { formatFiscalYear, type Page, things } from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, selectField } from '../../../shell/parts/filter-bar';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import type { RegisterSearch } from '@app/exports';
import { REGISTER } from './register.list';

export const REGISTER_PAGE = 50;
const PATH = '/appointments/register';

interface RegisterFrame {
  readonly search: RegisterSearch;
  readonly page: number;
  readonly years: readonly number[];
}

export function registerView(
  { rows, total }: Page<IssuedLetter>,
  { search, page, years }: RegisterFrame,
) {
  const { role, year, sort } = search;
  const query = { role, year, sort };
  return {
    title: '任命簿',
    breadcrumb: breadcrumb(LIST_CRUMB, ['任命簿']),
    summary:
      total === 0
        ? '条件に合う書面はありません。'
        : `発行した書面は${things(total)}です。書面は、発行したときのまま残ります。`,
    filter: filterBar(
      [
        selectField(
          '年度',
          asked('year', year === undefined ? '' : String(year)),
          years.map((it) => ({ value: String(it), label: formatFiscalYear(it) })),
        ),
        selectField(
          '役割',
          asked('role', role),
          dxRoles().map((value) => ({ value, label: roleTitle(value) })),
        ),
      ],
      { path: PATH, label: '任命簿の絞り込み', kept: { sort }, found: things(total) },
    ),
    files: fileLinks(`${PATH}/list`, query, { total }),
    table: listTable(REGISTER, rows, {
      caption: `任命簿(${String(total)}件)`,
      path: PATH,
      query: { role, year },
      sort: sort ?? '-day',
    }),
    pages: pager({ page, pageSize: REGISTER_PAGE, total }, (to) =>
      address(PATH, { ...query, page: to }),
    ),
  };
}
