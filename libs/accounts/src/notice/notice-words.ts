import { SYSTEM_ROLE_WORDS, SYSTEM_ROLES } from '@app/access';
import type { AccountNotice } from './account-notices';

/** One sentence for the owner of the account, for a page and for a mail alike. */
export function noticeText({ kind, detail }: Pick<AccountNotice, 'kind' | 'detail'>): string {
  const by = detail['by'] ?? 'システム管理の担当者';
  switch (kind) {
    case 'new_device':
      return `これまで使っていない端末(${detail['device'] ?? ''}、アドレス ${detail['address'] ?? ''})からログインがありました。`;
    case 'password_reset':
      return `${by}がパスワードを再設定しました。`;
    case 'second_factor_added':
      return `二段階認証に「${detail['name'] ?? ''}」を登録しました。`;
    case 'second_factor_removed':
      return `二段階認証の「${detail['name'] ?? ''}」を削除しました。`;
    case 'second_factor_reset':
      return `${by}が二段階認証の登録をすべて取り消しました。`;
    case 'role_granted':
      return `${by}が、権限「${roleWord(detail)}」を付与しました。`;
    case 'token_made':
      return `${by}が、あなたの名前で使えるアクセストークンを作りました。覚えがないときは「設定」で無効にしてください。`;
    case 'holder_token':
      return `${by}が、権限を持つ職員(${detail['owner'] ?? ''})のアクセストークンを作りました。本人の依頼によるものか、確かめてください。`;
    case 'holder_reset':
      return `${by}が、権限を持つ職員(${detail['owner'] ?? ''})の${detail['kind'] === 'password' ? 'パスワードを再設定' : '二段階認証の登録をすべて取消し'}しました。本人の依頼によるものか、確かめてください。`;
    case 'rules_loosened':
      return `${by}が、ログインを守る設定を緩めました(明日から有効)。予定した変更か、確かめてください。`;
    case 'holder_made':
      return `${by}が、職員(${detail['owner'] ?? ''})に権限「${roleWord(detail)}」を付与しました。`;
  }
}

function roleWord(detail: AccountNotice['detail']): string {
  const role = SYSTEM_ROLES.find((it) => it === detail['role']);
  return role ? SYSTEM_ROLE_WORDS[role] : '';
}
