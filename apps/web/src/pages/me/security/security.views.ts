import {
  type AccountNotice,
  type FailedSignIn,
  noticeText,
  type PersonalToken,
  type PreviousSignIn,
  type SessionRow,
  type SignInRules,
} from '@app/accounts';
import { formatDateTime, type LocalDate } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { pageHead } from '../../../shell/parts/heads';
import { tableFrame } from '../../../shell/parts/tables';
import { breadcrumb } from '../../../shell/view-parts';
import { tokenView } from '../settings/settings.views';

interface Found {
  readonly sessions: readonly SessionRow[];
  readonly signIns: readonly PreviousSignIn[];
  readonly failures: readonly FailedSignIn[];
  readonly notices: readonly AccountNotice[];
  readonly tokens: readonly PersonalToken[];
  readonly rules: SignInRules;
}

export function securityView(found: Found, form: FormView<never>, today: LocalDate) {
  const { sessions, failures, rules } = found;
  const others = sessions.filter((row) => !row.isThis).length;
  return {
    title: '安全',
    head: pageHead(
      '安全',
      breadcrumb(['設定', '/settings'], ['安全']),
      summaryOf(others, failures.length),
    ),
    tables: TABLES,
    form,
    rules: `何も開かないまま${String(rules.idleMinutes)}分たつか、ログインから${String(rules.absoluteHours)}時間たつと、自動でログアウトします。`,
    others,
    sessions: sessions.map((row) => ({
      device: row.device,
      address: row.address,
      createdAt: formatDateTime(row.createdAt),
      lastSeenAt: formatDateTime(row.lastSeenAt),
      isThis: row.isThis,
      endAction: row.isThis ? '' : `/security/sessions/${row.id}/end`,
    })),
    notices: found.notices.map((notice) => ({
      at: formatDateTime(notice.createdAt),
      text: noticeText(notice),
    })),
    signIns: found.signIns.map((row) => ({
      at: formatDateTime(row.at),
      device: row.device,
      address: row.address,
      note: row.isNewDevice ? '初めての端末' : '―',
    })),
    failures: failures.map((row) => ({
      at: formatDateTime(row.at),
      where: row.address === '' ? 'ログイン後の画面' : row.address,
      from: row.isKnownDevice || row.address === '' ? 'いつもの端末' : '知らない端末',
    })),
    tokens: found.tokens
      .map((token) => tokenView(token, today))
      .filter((token) => token.revokeAction !== ''),
  };
}

const TABLES = {
  sessions: tableFrame('ログイン中の端末の一覧', { hidesCaption: true }),
  signIns: tableFrame('ログインの記録', { hidesCaption: true }),
  failures: tableFrame('ログインの失敗', { hidesCaption: true }),
  tokens: tableFrame('有効なアクセストークン', { hidesCaption: true }),
};

export function summaryOf(others: number, failures: number): string {
  const here =
    others === 0
      ? 'ログイン中の端末は、今お使いのものだけです。'
      : `この端末のほかに、ログイン中の端末が${String(others)}件あります。`;
  return failures === 0
    ? `${here}最近のログインの失敗はありません。`
    : `${here}最近90日間に、ログインの失敗が${String(failures)}回あります。`;
}
