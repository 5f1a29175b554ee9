import {
  type AppointmentBatch,
  type DxRole,
  dxRoles,
  LIST_BOUNDS,
  LIST_COLUMNS,
  MOST_LIST_BYTES,
  MOST_MEMBERS,
  type NominationRow,
  roleTitle,
} from '@app/appointments';
import { COLUMN_NEED_WORDS } from '@app/organization';
import { localDateOf, numberText, type Page } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { dayCell, type List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, selectField } from '../../../shell/parts/filter-bar';
import { pageHead } from '../../../shell/parts/heads';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import { latestTable, MANY_PATH } from './batch-words';

export const MANY_PAGE = 100;
const MEGABYTES = String(MOST_LIST_BYTES / (1024 * 1024));

/** What a column is for, where its need does not say it all. */
const NOTES: Readonly<Partial<Record<string, string>>> = {
  氏名: '職員番号の人の氏名とも、前の氏名とも違うときに、注意を示します。',
  所属: '名前か所属コード。任期の始まりの所属と違うときに、注意を示します。',
  任期終了: '空欄にすると、役割のふつうの任期になります。',
  文書番号: `${numberText(LIST_BOUNDS.文書番号)}文字まで。`,
  備考: `${numberText(LIST_BOUNDS.備考)}文字まで。`,
};

interface ManyFrame {
  readonly role: string | undefined;
  /** Those for which a term can begin today or later. */
  readonly roles: readonly DxRole[];
  readonly page: number;
  readonly latest: readonly AppointmentBatch[];
  readonly form: FormView<
    'list' | 'termStart' | 'termEnd' | 'documentNumber' | 'note' | 'scope' | 'of'
  >;
}

/** Two ways to appoint many: a list, and those who have consented to a recommendation. */
export function manyView(
  { rows, total }: Page<NominationRow>,
  { role, roles, page, latest, form }: ManyFrame,
) {
  return {
    title: 'まとめて任命する',
    head: pageHead(
      'まとめて任命する',
      breadcrumb(LIST_CRUMB, ['まとめて任命する']),
      '一覧のファイルか、同意済みの推薦から任命します。まず一人ずつ確かめた結果を表示し、そこで確定するまで何も登録しません。',
    ),
    form,
    mostMegabytes: MEGABYTES,
    listHint: `CSVかExcel(.xlsx)。一度に送れるのは${String(MOST_MEMBERS)}行、${MEGABYTES}MBまで。それより多いときは、ファイルを分けてください。`,
    columns: Object.entries(LIST_COLUMNS).map(([name, need]) => ({
      name,
      note: `${COLUMN_NEED_WORDS[need]}${NOTES[name] ?? ''}`,
    })),
    titles: roles.map((it) => roleTitle(it)).join('、'),
    isAnybody: total > 0 || role !== undefined,
    filter: filterBar(
      [
        selectField(
          '役割',
          asked('role', role),
          dxRoles().map((value) => ({ value, label: roleTitle(value) })),
        ),
      ],
      { path: MANY_PATH, label: '同意済みの推薦の絞り込み', found: `${String(total)}名` },
    ),
    table: listTable(CONSENTED, rows, {
      ...{ caption: `同意済みの推薦(${String(total)}名)`, path: '', query: {} },
    }),
    pages: pager({ page, pageSize: MANY_PAGE, total }, (to) =>
      address(MANY_PATH, { role, page: to }),
    ),
    action: address(`${MANY_PATH}/nominated`, { role }),
    scopes: [
      { value: 'chosen', label: '選んだ人' },
      { value: 'all', label: `表の全員(${String(total)}名)` },
    ],
    latest: latestTable(latest),
  };
}

const CONSENTED: List<NominationRow> = {
  name: '同意済みの推薦',
  columns: [
    {
      key: 'name',
      heading: '氏名',
      isRowHeading: true,
      value: (row) => row.name,
      show: (row) => ({ text: '', person: personName(row) }),
    },
    {
      key: 'choose',
      heading: '選ぶ',
      only: 'page',
      value: () => null,
      slot: ({ id, name, role }) => ({ id, label: `${name}さんの${roleTitle(role)}` }),
    },
    {
      key: 'role',
      heading: '役割',
      value: (row) => roleTitle(row.role),
      show: (row) => ({
        text: roleTitle(row.role),
        href: `/nominations/${row.id}`,
        spoken: `${row.name}さんの推薦`,
      }),
    },
    { key: 'unit', heading: '所属', value: (row) => row.unitName },
    {
      key: 'since',
      heading: '同意した日',
      keepsLabel: true,
      value: (row) => dayCell(localDateOf(row.since)),
    },
  ],
};
