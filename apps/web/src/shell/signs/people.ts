import { ACCOUNT_STATE_WORDS, type AccountState } from '@app/accounts';
import {
  type Absence,
  ABSENCE_WORDS,
  type BatchSummary,
  type ImportOrderState,
} from '@app/organization';
import { done, moving, open, past, plain, type RowsOf, type StateRow, wrong } from './sign';

const PRESENCE = {
  'presence.active': plain(ABSENCE_WORDS.active),
  'presence.leave_of_absence': past(ABSENCE_WORDS.leave_of_absence),
  'presence.parental_leave': past(ABSENCE_WORDS.parental_leave),
  'presence.sick_leave': past(ABSENCE_WORDS.sick_leave),
  'presence.seconded': past(ABSENCE_WORDS.seconded),
} satisfies RowsOf<'presence', Absence | 'active'>;

const ACCOUNTS = {
  'account.none': open(ACCOUNT_STATE_WORDS.none),
  'account.first_password': moving(ACCOUNT_STATE_WORDS.first_password),
  'account.active': plain(ACCOUNT_STATE_WORDS.active),
  'account.suspended': wrong(ACCOUNT_STATE_WORDS.suspended),
  'account.left': past(ACCOUNT_STATE_WORDS.left),
} satisfies RowsOf<'account', AccountState>;

const RIGHTS = {
  'role.in_force': plain('有効'),
  'role.over': past('終了'),
  'token.in_force': plain('有効'),
  'token.revoked': past('無効'),
  'token.expired': past('期限切れ'),
  'reset.waiting': moving('承認待ち'),
  'reset.approved': done('承認済み'),
  'reset.done': done('実行済み'),
  'reset.declined': past('却下・取下げ'),
  'reset.expired': past('期限切れ'),
} satisfies Readonly<Record<string, StateRow>>;

const IMPORTS = {
  'import.previewed': moving('反映待ち'),
  'import.applied': done('反映済み'),
  'import.discarded': past('取りやめ'),
  'import.undone': past('取消し済み'),
} satisfies RowsOf<'import', BatchSummary['state']>;

const IMPORT_ORDERS = {
  'import_order.waiting': open('順番待ち'),
  'import_order.running': moving('実行中'),
  'import_order.done': done('完了'),
  'import_order.failed': wrong('できなかった'),
  'import_order.cancelled': past('取りやめ'),
} satisfies RowsOf<'import_order', ImportOrderState>;

const JOINS = {
  'join.joined': plain('つないでいる'),
  'join.parted': past('分けた'),
} satisfies Readonly<Record<string, StateRow>>;

/** Staff, their accounts, and where they come from. */
export const PEOPLE_ROWS = {
  ...PRESENCE,
  ...ACCOUNTS,
  ...RIGHTS,
  ...IMPORTS,
  ...IMPORT_ORDERS,
  ...JOINS,
};
