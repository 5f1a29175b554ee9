import { SYSTEM_ROLE_WORDS } from '@app/access';
import { ACCOUNT_STATE_WORDS, type ListedAccount } from '@app/accounts';
import { type FileList, instantCell } from '../list/file-list';

/** People and their accounts. */
export const ACCOUNTS_IN_FILES: FileList<ListedAccount> = {
  name: 'アカウントの一覧',
  columns: [
    { key: 'staffNumber', heading: '職員番号', value: (row) => row.staffNumber },
    { key: 'name', heading: '氏名', value: (row) => row.name },
    { key: 'unit', heading: '所属', value: (row) => row.unitName },
    { key: 'state', heading: '状態', value: (row) => ACCOUNT_STATE_WORDS[row.state] },
    {
      key: 'roles',
      heading: '権限',
      value: (row) => row.roles.map((role) => SYSTEM_ROLE_WORDS[role]).join('・') || '―',
    },
    { key: 'changedAt', heading: '最終の変更', value: (row) => instantCell(row.changedAt) },
  ],
};
