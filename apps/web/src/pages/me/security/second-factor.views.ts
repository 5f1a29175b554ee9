import { inGroups, type SecondFactorRow, totpAddress } from '@app/accounts';
import { formatDateTime } from '@app/platform';
import { encode } from 'uqr';
import type { FormView } from '../../../shell/forms';
import { pageHead } from '../../../shell/parts/heads';
import { tableFrame } from '../../../shell/parts/tables';
import { breadcrumb } from '../../../shell/view-parts';

const KIND_WORDS = { totp: '認証アプリ', passkey: 'パスキー' } as const;

interface Found {
  readonly factors: readonly SecondFactorRow[];
  readonly codesLeft: number;
  readonly arePasskeysPossible: boolean;
}

interface Setup {
  readonly secret: string;
  readonly sealed: string;
  readonly account: string;
  readonly issuer: string;
}

export function secondFactorView(
  { factors, codesLeft, arePasskeysPossible }: Found,
  { secret, sealed, account, issuer }: Setup,
  form: FormView<'name' | 'otp' | 'passkeyName'>,
) {
  return {
    title: '二段階認証',
    head: pageHead(
      '二段階認証',
      breadcrumb(['設定', '/settings'], ['安全', '/security'], ['二段階認証']),
      secondFactorSentence(factors.length, codesLeft),
    ),
    tables: { factors: tableFrame('登録済みの方法', { hidesCaption: true }) },
    form,
    factors: factors.map((row) => ({
      name: row.name,
      kind: KIND_WORDS[row.kind],
      createdAt: formatDateTime(row.createdAt),
      lastUsedAt: row.lastUsedAt ? formatDateTime(row.lastUsedAt) : 'まだ使っていません',
      removeAction: `/security/second-factor/${row.id}/remove`,
    })),
    isEnrolled: factors.length > 0,
    codesText: `使っていない予備コードは${String(codesLeft)}個です。`,
    needsCodes: factors.length > 0 && codesLeft === 0,
    arePasskeysPossible,
    setup: sealed,
    secret: inGroups(secret),
    qr: qrView(totpAddress(secret, account, issuer)),
  };
}

export function recoveryView(codes: readonly string[]) {
  return {
    title: '予備コード',
    breadcrumb: breadcrumb(
      ['設定', '/settings'],
      ['安全', '/security'],
      ['二段階認証', '/security/second-factor'],
      ['予備コード'],
    ),
    codes,
    joined: codes.join(' '),
  };
}

/** One square of the path for each dark module; the page needs no style for it. */
function qrView(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
  );
  return { size, path: squares.join('') };
}

export function secondFactorSentence(factors: number, codesLeft: number): string {
  if (factors === 0)
    return 'まだ登録していません。登録すると、パスワードが知られても、ほかの人はログインできません。';
  return codesLeft === 0
    ? `${String(factors)}個登録しています。予備コードがありません。作成して、紙に控えてください。`
    : `${String(factors)}個登録しています。`;
}
