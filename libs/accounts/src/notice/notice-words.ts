import { SYSTEM_ROLE_WORDS, SYSTEM_ROLES } from '@app/access';
import type { AccountNotice, NoticeKind } from './account-notices';

type Detail = AccountNotice['detail'];

/** One sentence for each kind. `by`: who did it, in words. */
const SENTENCES: Readonly<Record<NoticeKind, (by: string, detail: Detail) => string>> = {
  new_device: (_by, { device, address }) =>
    `これまで使っていない端末(${device ?? ''}、アドレス ${address ?? ''})からログインがありました。`,
  password_reset: (by) => `${by}がパスワードを再設定しました。`,
  second_factor_added: (_by, { name }) => `二段階認証に「${name ?? ''}」を登録しました。`,
  second_factor_removed: (_by, { name }) => `二段階認証の「${name ?? ''}」を削除しました。`,
  second_factor_reset: (by) => `${by}が二段階認証の登録をすべて取り消しました。`,
  role_granted: (by, detail) => `${by}が、権限「${roleWord(detail)}」を付与しました。`,
  token_made: (by) =>
    `${by}が、あなたの名前で使えるアクセストークンを作りました。覚えがないときは「設定」で無効にしてください。`,
  holder_token: (by, { owner }) =>
    `${by}が、権限を持つ職員(${owner ?? ''})のアクセストークンを作りました。本人の依頼によるものか、確かめてください。`,
  holder_reset: (by, { owner, kind }) =>
    `${by}が、権限を持つ職員(${owner ?? ''})の${kind === 'password' ? 'パスワードを再設定' : '二段階認証の登録をすべて取消し'}しました。本人の依頼によるものか、確かめてください。`,
  rules_loosened: (by) =>
    `${by}が、ログインを守る設定を緩めました(明日から有効)。予定した変更か、確かめてください。`,
  holder_made: (by, detail) =>
    `${by}が、職員(${detail['owner'] ?? ''})に権限「${roleWord(detail)}」を付与しました。`,
};

/** One sentence for the owner of the account, for a page and for a mail alike. */
export function noticeText({ kind, detail }: Pick<AccountNotice, 'kind' | 'detail'>): string {
  return SENTENCES[kind](detail['by'] ?? 'システム管理の担当者', detail);
}

function roleWord(detail: Detail): string {
  const role = SYSTEM_ROLES.find((it) => it === detail['role']);
  return role ? SYSTEM_ROLE_WORDS[role] : '';
}
