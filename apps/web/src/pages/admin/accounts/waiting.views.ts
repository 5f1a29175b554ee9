import type { SlowedAccount, SlowedAddress } from '@app/accounts';
import { formatDateTime, people, things } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { breadcrumb } from '../../../shell/view-parts';

const MINUTE = 60_000;

interface Found {
  readonly accounts: readonly SlowedAccount[];
  readonly addresses: readonly SlowedAddress[];
}

export function waitingView(
  { accounts, addresses }: Found,
  form: FormView<never>,
  { now, canEnd }: { readonly now: Date; readonly canEnd: boolean },
) {
  return {
    title: 'ログインの待ち時間',
    breadcrumb: breadcrumb(['アカウント', '/accounts'], ['ログインの待ち時間']),
    summary:
      accounts.length + addresses.length === 0
        ? '待ち時間のある利用者とアドレスはありません。'
        : `失敗が続いている${countsText(accounts.length, addresses.length)}です。`,
    form,
    accounts: accounts.map((row) => ({
      accountId: row.accountId,
      name: row.name,
      staffNumber: row.staffNumber,
      unitName: row.unitName,
      failures: row.failures,
      addresses: row.addresses,
      lastAt: formatDateTime(row.lastAt),
      wait: row.until
        ? `あと${String(minutesLeft(row.until, now))}分`
        : 'なし(次の失敗で再び待ちます)',
      canEnd,
    })),
    addresses: addresses.map((row) => ({
      ...{ address: row.address, failures: row.failures, targets: row.targets, canEnd },
      lastAt: formatDateTime(row.lastAt),
    })),
  };
}

/** 「利用者は1名、アドレスは2件」, without what is none. */
function countsText(accounts: number, addresses: number): string {
  return [
    ...(accounts === 0 ? [] : [`利用者は${people(accounts)}`]),
    ...(addresses === 0 ? [] : [`アドレスは${things(addresses)}`]),
  ].join('、');
}

function minutesLeft(until: Date, now: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / MINUTE));
}
