import { ACCESS_KINDS, type AccessKind } from '@app/platform';

/** What each kind of the access log is called. */
export const ACCESS_KIND_WORDS: Readonly<Record<AccessKind, string>> = {
  sign_in_failed: 'ログインの失敗',
  sign_in_slowed: 'ログインの待ち時間',
  signed_out: 'ログアウト',
  token_refused: '使えないアクセストークン',
  form_refused: '送信の拒否(画面の有効期限・他サイトから)',
  access_refused: '権限のない操作',
  not_found: '見つからない(見る権限のないものを含む)',
  overflow: '記録しきれなかった件数',
  person_read: '職員の画面の閲覧',
  team_read: '所属の職員の状況の閲覧',
  evidence_opened: '証明書類の閲覧',
  file_saved: '一覧のファイル保存',
  api_read: 'APIでの読取り',
};

export function accessKindOptions(): { value: string; text: string }[] {
  return ACCESS_KINDS.map((value) => ({ value, text: ACCESS_KIND_WORDS[value] }));
}
