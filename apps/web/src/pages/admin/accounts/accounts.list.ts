import type { HandedOutPassword, ListedAccount } from '@app/accounts';
import { ACCOUNTS_IN_FILES } from '@app/exports';
import { formatDateTime } from '@app/platform';
import { type CellView, type List, shownList } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';

/** People and their accounts, for the page and its files; what can be opened or made depends on the reader. */
export function accountsList(canManage: boolean): List<ListedAccount> {
  const { columns, ...list } = shownList(ACCOUNTS_IN_FILES, {
    name: {
      isRowHeading: true,
      show: (row) => ({ text: '', person: personName(row, { hasNumberColumn: true }) }),
    },
    state: {
      dropsWhenConstant: true,
      show: (row) => ({ text: '', chip: stateChip(`account.${row.state}`) }),
    },
    changedAt: {
      dropsWhenConstant: true,
      show: (row) => ({ text: row.changedAt ? formatDateTime(row.changedAt) : '―' }),
    },
  });
  const act = { key: 'act', heading: '操作', only: 'page', value: () => null } as const;
  return {
    ...list,
    columns: [...columns, { ...act, show: (row) => actOf(row, canManage) }],
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
