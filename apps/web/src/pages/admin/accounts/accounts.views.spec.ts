import type {
  AccountDetails,
  ListedAccount,
  ResetRequest,
  SlowedAccount,
  SlowedAddress,
} from '@app/accounts';
import { accountsView, accountView } from './accounts.views';
import { requestsView } from './resets.views';
import { waitingView } from './waiting.views';

const COUNTS = { none: 3, first_password: 1, active: 12, suspended: 2, left: 0 };
const FILTER = { search: '', state: null, role: null, page: 1, pageSize: 50 };
const PERSON: ListedAccount = {
  personId: 'p1',
  accountId: null,
  staffNumber: '000123',
  name: '富山　花子',
  unitName: '財政課',
  state: 'none',
  roles: [],
  changedAt: null,
  formerName: null,
  formerNumber: null,
};
const ACCOUNT: AccountDetails = {
  ...PERSON,
  accountId: 'a1',
  state: 'active',
  createdAt: new Date('2026-04-01T00:00:00Z'),
  suspendedAt: null,
  passwordChangedAt: new Date('2026-04-01T00:00:00Z'),
  rolePeriods: [
    { role: 'hr', validFrom: '2026-04-01', validTo: null },
    { role: 'auditor', validFrom: '2026-04-01', validTo: '2026-10-01' },
    { role: 'program_office', validFrom: '2026-05-01', validTo: '2026-05-01' },
  ],
};
const FORM = {
  fields: {
    role: { id: 'r', name: 'role', value: '', error: '' },
    lastDay: { id: 'd', name: 'lastDay', value: '', error: '' },
  },
  errors: [],
  message: '',
};
const NO_FORM = { fields: {}, errors: [], message: '' };
const READER = { today: '2026-11-16', canManage: true, isOwn: false } as const;

/** The cells of the first row by their headings. */
function cellsOf({ table }: ReturnType<typeof accountsView>) {
  return Object.fromEntries((table.rows[0]?.cells ?? []).map((cell) => [cell.heading, cell]));
}

describe('accountsView', () => {
  it('says how many people are in which state, and offers what can be done', () => {
    const view = accountsView({ rows: [PERSON], total: 1 }, COUNTS, FILTER, true);
    expect(view.summary).toBe(
      '利用中12名、初回パスワードのまま1名、停止中2名、アカウントのない職員3名です。',
    );
    expect(cellsOf(view)).toMatchObject({
      権限: { text: '―' },
      操作: { text: '作成', href: '/accounts/new/p1' },
    });
    // What is empty throughout is no column.
    expect(cellsOf(view)).not.toHaveProperty('最終の変更');
    expect(view.canCreateAll).toBe(true);
  });

  it('offers nothing to who only reads, and keeps the filter in the links to other pages', () => {
    const filter = { ...FILTER, search: '花子', state: 'none' as const };
    const view = accountsView({ rows: [PERSON], total: 60 }, COUNTS, filter, false);
    expect([view.canCreateAll, cellsOf(view).操作?.href, view.isFiltered]).toEqual([
      false,
      '',
      true,
    ]);
    expect(view.pages?.next).toBe('/accounts?q=%E8%8A%B1%E5%AD%90&state=none&page=2');
  });
});

describe('accountView', () => {
  it('shows each role with its last day, and lets only those in force be revoked', () => {
    const { roles } = accountView(ACCOUNT, [], FORM, READER);
    expect(roles.map((it) => [it.name, it.period, it.canRevoke])).toEqual([
      ['人事', '令和8年4月1日〜', true],
      ['監査', '令和8年4月1日〜令和8年9月30日', false],
      ['DX推進室', '令和8年5月1日〜令和8年5月1日', false],
    ]);
  });

  it('offers no change of the own account, nor to who only reads', () => {
    for (const reader of [
      { ...READER, isOwn: true },
      { ...READER, canManage: false },
    ]) {
      const view = accountView(ACCOUNT, [], FORM, reader);
      expect([view.canChange, view.canSuspend, view.canReinstate]).toEqual([false, false, false]);
      expect(view.roles.some((role) => role.canRevoke)).toBe(false);
    }
  });

  it('offers the end of a suspension instead of a suspension', () => {
    const suspended = { ...ACCOUNT, state: 'suspended' as const, suspendedAt: ACCOUNT.createdAt };
    const view = accountView(suspended, [], FORM, READER);
    expect([view.canSuspend, view.canReinstate]).toEqual([false, true]);
    expect(view.stateText).toBe('令和8年4月1日(水)9時0分から利用を停止しています。');
  });

  it.each([
    ['active', 'ログインできます。'],
    ['first_password', '初回パスワードをまだ変更していません。次のログインで変更が必要です。'],
    ['left', '在職期間が終わっているため、ログインできません。'],
    ['none', 'アカウントがありません。'],
  ] as const)('says of a state %s what follows', (state, sentence) => {
    expect(accountView({ ...ACCOUNT, state }, [], FORM, READER).stateText).toBe(sentence);
  });
});

describe('The sentence of アカウント', () => {
  it.each([
    [{ active: 0, first_password: 0, suspended: 0, none: 0 }, '利用中0名です。'],
    [
      { active: 1, first_password: 0, suspended: 0, none: 1200 },
      '利用中1名、アカウントのない職員1,200名です。',
    ],
  ])('with %j', (counts, sentence) => {
    const view = accountsView({ rows: [], total: 0 }, { ...COUNTS, ...counts }, FILTER, true);
    expect(view.summary).toBe(sentence);
  });
});

describe('The sentence of 再設定の承認', () => {
  const now = new Date('2026-11-16T01:00:00Z');
  const request = {
    id: 'r1',
    accountId: 'a1',
    kind: 'password',
    requestedAt: now,
    requestedBy: 'a2',
    owner: 'p1',
    requester: 'p2',
    ownerName: '富山　花子',
    requesterName: '立山　次郎',
    expiresAt: new Date('2026-11-17T01:00:00Z'),
    decidedAt: null,
    deciderName: null,
    isApproved: null,
    doneAt: null,
  } as unknown as ResetRequest;
  const over = { ...request, expiresAt: now };
  const declined = { ...request, decidedAt: now, isApproved: false };

  it.each([
    ['none', [], '承認を待つ依頼はありません。'],
    ['what is over or decided', [over, declined], '承認を待つ依頼はありません。'],
    ['one', [request, over], '承認を待つ依頼は1件です。'],
    ['many', [request, request, request], '承認を待つ依頼は3件です。'],
  ])('with %s', (_, requests, sentence) => {
    const reader = { accountId: 'a9', now, canManage: true };
    expect(requestsView(requests, NO_FORM, reader).summary).toBe(sentence);
  });
});

describe('The sentence of ログインの待ち時間', () => {
  const now = new Date('2026-11-16T01:00:00Z');
  const account: SlowedAccount = {
    accountId: 'a1',
    name: '富山　花子',
    staffNumber: '000123',
    unitName: '財政課',
    failures: 6,
    addresses: 1,
    lastAt: now,
    until: new Date('2026-11-16T01:00:30Z'),
  };
  const address: SlowedAddress = { address: '10.0.0.9', failures: 8, targets: 3, lastAt: now };

  it.each([
    [0, 0, '待ち時間のある利用者とアドレスはありません。'],
    [1, 0, '失敗が続いている利用者は1名です。'],
    [3, 0, '失敗が続いている利用者は3名です。'],
    [1, 1, '失敗が続いている利用者は1名、アドレスは1件です。'],
    [0, 2, '失敗が続いているアドレスは2件です。'],
  ])('with %d accounts and %d addresses', (count, others, sentence) => {
    const accounts = Array.from({ length: count }, () => account);
    const addresses = Array.from({ length: others }, () => address);
    const view = waitingView({ accounts, addresses }, NO_FORM, { now, canEnd: true });
    expect(view.summary).toBe(sentence);
  });

  it('rounds what is left of the wait up, and says when it is over', () => {
    const accounts = [account, { ...account, until: null }];
    const view = waitingView({ accounts, addresses: [] }, NO_FORM, { now, canEnd: true });
    expect(view.accounts.map(({ wait }) => wait)).toEqual([
      'あと1分',
      'なし(次の失敗で再び待ちます)',
    ]);
  });
});
