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
  }
}
