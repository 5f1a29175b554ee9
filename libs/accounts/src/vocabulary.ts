import type { AccountState } from './account/accounts.queries';

export const ACCOUNT_STATE_WORDS: Readonly<Record<AccountState, string>> = {
  none: 'アカウントなし',
  first_password: '初回パスワードのまま',
  active: '利用中',
  suspended: '停止中',
  left: '在職していない',
};
