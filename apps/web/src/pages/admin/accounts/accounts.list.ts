import { SYSTEM_ROLE_WORDS } from '@app/access';
import { ACCOUNT_STATE_WORDS, type HandedOutPassword, type ListedAccount } from '@app/accounts';
import { formatDateTime } from '@app/platform';
import { type CellView, instantCell, type List } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';

/** People and their accounts, for the page and its files; what can be opened or made depends on the reader. */
export function accountsList(canManage: boolean): List<ListedAccount> {
  return {
    name: 'アカウントの一覧',
    columns: [
      { key: 'staffNumber', heading: '職員番号', value: (row) => row.staffNumber },
      {
        key: 'name',
        heading: '氏名',
        isRowHeading: true,
        value: (row) => row.name,
        show: (row) => ({ text: '', person: personName(row, { hasNumberColumn: true }) }),
      },
      { key: 'unit', heading: '所属', value: (row) => row.unitName },
      {
        key: 'state',
        heading: '状態',
        dropsWhenConstant: true,
        value: (row) => ACCOUNT_STATE_WORDS[row.state],
        show: (row) => ({ text: '', chip: stateChip(`account.${row.state}`) }),
      },
      {
        key: 'roles',
        heading: '権限',
        value: (row) => row.roles.map((role) => SYSTEM_ROLE_WORDS[role]).join('・') || '―',
      },
      {
        key: 'changedAt',
        heading: '最終の変更',
        dropsWhenConstant: true,
        value: (row) => instantCell(row.changedAt),
        show: (row) => ({ text: row.changedAt ? formatDateTime(row.changedAt) : '―' }),
      },
      {
        key: 'act',
        heading: '操作',
        only: 'page',
        value: () => null,
        show: (row) => actOf(row, canManage),
      },
    ],
  };
}

/** First passwords, handed out once in a file and shown nowhere. */
export const FIRST_PASSWORDS: List<HandedOutPassword> = {
  name: '初回パスワードの一覧',
  columns: [
    { key: 'staffNumber', heading: '職員番号', value: (row) => row.staffNumber },
    { key: 'name', heading: '氏名', value: (row) => row.name },
    { key: 'unit', heading: '所属', value: (row) => row.unitName },
    { key: 'password', heading: '初回パスワード', value: (row) => row.password },
  ],
};

function actOf(row: ListedAccount, canManage: boolean): CellView {
  const spoken = `${row.name}さんのアカウント`;
  if (row.accountId) return { text: '開く', href: `/accounts/${row.accountId}`, spoken };
  if (!canManage || row.state !== 'none') return { text: '―' };
  return { text: '作成', href: `/accounts/new/${row.personId}`, spoken };
}
