import type { CompletedSignIn } from '@app/accounts';
import { formatDateTime } from '@app/platform';
import type { KeptForm } from '../../../shell/kept-forms';

/** One sentence about the time since somebody was here last; empty the first time when nothing happened. */
export function welcomeText({ previous, failures, unshownNotices }: CompletedSignIn): string {
  const last = previous
    ? `前回のログイン: ${formatDateTime(previous.at)}、${previous.device}(${previous.address})。`
    : '';
  const since = previous ? 'その後、' : '';
  const failed =
    failures === 0
      ? ''
      : `${since}ログインに${String(failures)}回失敗しています。心当たりがないときは「設定」の「安全」をご確認ください。`;
  const told =
    unshownNotices === 0
      ? ''
      : `アカウントについてのお知らせが${String(unshownNotices)}件あります。「設定」の「安全」をご確認ください。`;
  return last + failed + told;
}

/** What was typed before the sign-in; its form is one press away. */
export function continueView(kept: KeptForm | null) {
  return {
    title: '入力の続き',
    action: kept?.path ?? '',
    fields: (kept?.fields ?? []).map(([name, value]) => ({ name, value })),
    hasForm: kept !== null,
  };
}
