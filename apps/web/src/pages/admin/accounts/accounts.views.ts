import { SYSTEM_ROLES, SYSTEM_ROLE_WORDS } from '@app/access';
import {
  type AccountDetails,
  type AccountFilter,
  type AccountState,
  type AuditRow,
  type ListedAccount,
  type PersonWithAccount,
  type RolePeriod,
  ACCOUNT_STATE_WORDS,
} from '@app/accounts';
import {
  addDays,
  formatDateTime,
  formatDateShort,
  formatRange,
  isLocalDate,
  type LocalDate,
  numberText,
  type Page,
  people,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, searchField, selectField } from '../../../shell/parts/filter-bar';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb, type Crumb, pager } from '../../../shell/view-parts';
import { actionName } from '@app/exports';
import { MOST_LETTERS } from './first-letters';
import { accountsList } from './accounts.list';

export const PAGE_SIZE = 50;

/** What happens on a confirm page: the answer to "and then?" before anything is done. */
export interface ConfirmView {
  readonly title: string;
  readonly breadcrumb: readonly Crumb[];
  readonly person: string;
  readonly effects: readonly string[];
  readonly action: string;
  readonly hidden?: readonly { readonly name: string; readonly value: string }[];
  readonly button: string;
  readonly isDangerous: boolean;
  readonly back: string;
  readonly form: FormView<never>;
}

export function accountsView(
  page: Page<ListedAccount>,
  counts: Readonly<Record<AccountState, number>>,
  filter: AccountFilter,
  canManage: boolean,
) {
  const query = { q: filter.search, state: filter.state ?? '', role: filter.role ?? '' };
  return {
    title: 'アカウント',
    breadcrumb: breadcrumb(['アカウント']),
    summary: countsSentence(counts),
    canManage,
    canCreateAll: canManage && counts.none + counts.first_password > 0,
    filter: filterBar(
      [
        searchField('職員番号・氏名・フリガナ', asked('q', query.q)),
        selectField('状態', asked('state', query.state), stateOptions()),
        selectField('権限', asked('role', query.role), roleOptions()),
      ],
      { path: '/accounts', label: 'アカウントの検索', found: people(page.total) },
    ),
    isFiltered: Object.values(query).some((value) => value !== ''),
    files: fileLinks('/accounts/list', query, { total: page.total }),
    table: listTable(accountsList(canManage), page.rows, {
      caption: `アカウントの一覧(${String(page.total)}名)`,
      path: '/accounts',
      query,
    }),
    pages: pager({ page: filter.page, pageSize: PAGE_SIZE, total: page.total }, (number) =>
      address('/accounts', { ...query, page: number }),
    ),
  };
}

/** How many are in which state; what is not in use stands there only where there is somebody. */
function countsSentence(counts: Readonly<Record<AccountState, number>>): string {
  const others = [
    ['初回パスワードのまま', counts.first_password],
    ['停止中', counts.suspended],
    ['アカウントのない職員', counts.none],
  ] as const;
  const parts = others
    .filter(([, value]) => value > 0)
    .map(([words, value]) => `、${words}${people(value)}`);
  return `利用中${people(counts.active)}${parts.join('')}です。`;
}

export function accountView(
  account: AccountDetails,
  history: readonly AuditRow[],
  form: FormView<'role' | 'lastDay'>,
  reader: { readonly today: LocalDate; readonly canManage: boolean; readonly isOwn: boolean },
) {
  const self = `/accounts/${account.accountId}`;
  const canChange = reader.canManage && !reader.isOwn;
  return {
    title: `${account.name}さんのアカウント`,
    breadcrumb: breadcrumb(['アカウント', '/accounts'], [account.name]),
    person: personName(account),
    unitName: account.unitName,
    state: stateChip(`account.${account.state}`),
    stateText: stateText(account),
    createdAt: formatDateTime(account.createdAt),
    passwordChangedAt: formatDateTime(account.passwordChangedAt),
    isOwn: reader.isOwn,
    canChange,
    canSuspend: canChange && account.suspendedAt === null,
    canReinstate: canChange && account.suspendedAt !== null,
    self,
    roles: account.rolePeriods.map((period) => ({
      ...periodView(period, reader.today),
      canRevoke: canChange && isAhead(period, reader.today),
    })),
    form,
    roleOptions: roleOptions(),
    history: history.map((entry) => ({
      at: formatDateTime(entry.at),
      actor: entry.actorLabel,
      action: actionName(entry.action),
      note: roleNote(entry.detail),
    })),
  };
}

/** The account's name on a page about it, as 「000123 富山　花子(財政課)」. */
export function personText(person: PersonWithAccount): string {
  return `${person.staffNumber} ${person.name}(${person.unitName})`;
}

export function passwordView(person: PersonWithAccount, password: string, back: string) {
  return {
    title: '初回パスワード',
    breadcrumb: breadcrumb(['アカウント', '/accounts'], ['初回パスワード']),
    person: personText(person),
    staffNumber: person.staffNumber,
    password,
    back,
  };
}

export function bulkView(
  { without, unused }: { readonly without: number; readonly unused: number },
  form: FormView<never>,
) {
  return {
    title: 'アカウントの一括作成',
    breadcrumb: breadcrumb(['アカウント', '/accounts'], ['一括作成']),
    form,
    without,
    unused,
    letters: { without: isForLetters(without), unused: isForLetters(unused) },
    mostLetters: numberText(MOST_LETTERS),
  };
}

const isForLetters = (number: number): boolean => number > 0 && number <= MOST_LETTERS;

function stateText(account: AccountDetails): string {
  switch (account.state) {
    case 'suspended':
      return `${account.suspendedAt ? formatDateTime(account.suspendedAt) : ''}から利用を停止しています。`;
    case 'left':
      return '在職期間が終わっているため、ログインできません。';
    case 'first_password':
      return '初回パスワードをまだ変更していません。次のログインで変更が必要です。';
    case 'active':
      return 'ログインできます。';
    case 'none':
      return 'アカウントがありません。';
  }
}

function periodView(period: RolePeriod, today: LocalDate) {
  return {
    role: period.role,
    name: SYSTEM_ROLE_WORDS[period.role],
    period: formatRange(period.validFrom, period.validTo && lastDayOf(period, period.validTo)),
    chip: stateChip(isAhead(period, today) ? 'role.in_force' : 'role.over'),
  };
}

/** A role revoked on the day it was given was held on that day only. */
function lastDayOf(period: RolePeriod, validTo: LocalDate): LocalDate {
  return validTo > period.validFrom ? addDays(validTo, -1) : period.validFrom;
}

function isAhead(period: RolePeriod, today: LocalDate): boolean {
  return period.validTo === null || period.validTo > today;
}

function roleNote(detail: Readonly<Record<string, unknown>>): string {
  const role = SYSTEM_ROLES.find((name) => name === detail.role);
  const { lastDay } = detail;
  const until = isLocalDate(lastDay) ? `(${formatDateShort(lastDay)}まで)` : '';
  return role ? SYSTEM_ROLE_WORDS[role] + until : '';
}

function roleOptions() {
  return SYSTEM_ROLES.map((role) => ({ value: role, text: SYSTEM_ROLE_WORDS[role] }));
}

function stateOptions() {
  return Object.entries(ACCOUNT_STATE_WORDS).map(([value, text]) => ({ value, text }));
}
