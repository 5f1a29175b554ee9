import {
  addDays,
  formatDate,
  formatDateShort,
  formatRange,
  isEnteredDay,
  type LocalDate,
  minDate,
  type OfficeCalendar,
  type Page,
  thingsSentence,
  type UndoAct,
  words,
} from '@app/platform';
import {
  kindWords,
  type LedgerRow,
  type PaperNotice,
  type PlanResult,
  OPEN_REMINDER_KINDS,
  REMINDER_STATES,
  type ReminderFilter,
  type ReminderRow,
  REMINDER_STATE_WORDS,
} from '@app/reminders';
import { type LedgerFilter, ledgerFilter, REMINDERS_PER_PAGE } from '@app/exports';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, searchField, selectField } from '../../../shell/parts/filter-bar';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { isReversed, rangeFields, REVERSED, type TypedRange } from '../../../shared/asked-range';
import { LEDGER_LIST, paperSheet, PREVIEW_LIST } from './reminders.list';
import { remindersTabs } from './reminders.tabs';

const SENT = '送信の記録';

/** The first day that was asked for, where it is over: of it the ledger tells, for what is planned begins today. */
function pastStart({ from, to }: ReminderFilter, asked: string | undefined): LocalDate | null {
  const first = isEnteredDay(asked) ? asked : to;
  return first < from && first <= to ? first : null;
}

/** Why nothing can be planned in the range that is left of the one asked for. */
function noDayText({ to }: ReminderFilter, start: LocalDate | null, { isClipped, today }: Sight) {
  if (start !== null)
    return `過ぎた日に送る予定はありません。この画面は、今日からあとに送る通知の予定です。送った通知は「${SENT}」にあります。`;
  return isClipped && to === today ? '明日以後の予定は表示できません。' : REVERSED;
}

/** The days that were asked for and are over, where they are told of. */
function sentHref(filter: ReminderFilter, start: LocalDate | null): string {
  if (start === null) return '';
  const { from, to } = filter;
  return address('/reminders', {
    ...queryOf(filter),
    ...{ from: start, to: minDate(to, addDays(from, -1)) },
  });
}

interface Sight {
  /** The reader sees the plan of today and no further. */
  readonly isClipped: boolean;
  readonly today: LocalDate;
}

export function ledgerView(
  { rows, total }: Page<LedgerRow>,
  filter: LedgerFilter,
  context: {
    readonly page: number;
    readonly plan: PlanView;
    readonly today: LocalDate;
    readonly typed?: TypedRange;
  },
) {
  const query = { ...queryOf(filter), state: filter.state ?? '' };
  return {
    title: '通知',
    breadcrumb: breadcrumb(['通知']),
    tabs: remindersTabs('/reminders'),
    summary: isReversed(filter)
      ? REVERSED
      : thingsSentence(`${formatRange(filter.from, filter.to)}の通知`, total),
    filter: filterBar(
      [
        ...whoAndWhat(query),
        selectField(
          '状態',
          asked('state', query.state),
          REMINDER_STATES.map((value) => ({ value, text: REMINDER_STATE_WORDS[value] })),
        ),
        ...period(query, ledgerFilter({}, context.today, 1), context.typed),
      ],
      { path: '/reminders', label: '通知の検索', found: count(total) },
    ),
    plan: context.plan,
    files: fileLinks('/reminders/list', query, { total }),
    table: listTable(LEDGER_LIST, rows, {
      caption: `通知の一覧(${count(total)})`,
      path: '/reminders',
      query,
    }),
    pages: pager({ page: context.page, pageSize: REMINDERS_PER_PAGE, total }, (page) =>
      address('/reminders', { ...query, page }),
    ),
  };
}

export function previewView(
  { rows, total }: Page<ReminderRow>,
  filter: ReminderFilter,
  context: Sight & {
    readonly page: number;
    readonly plan: PlanView;
    /** The days that are shown without being asked for. */
    readonly usual: Period;
    /** The days as the address names them. */
    readonly typed: TypedRange;
  },
) {
  const query = queryOf(filter);
  const start = pastStart(filter, context.typed.from);
  return {
    title: '通知の予定',
    breadcrumb: breadcrumb(['通知', '/reminders'], ['予定']),
    tabs: remindersTabs('/reminders/upcoming'),
    summary: isReversed(filter)
      ? noDayText(filter, start, context)
      : `${thingsSentence(`${daysText(filter)}に送る予定の通知`, total)}修了や異動があれば変わります。`,
    sentHref: sentHref(filter, start),
    sentLabel: `過ぎた日の分を「${SENT}」で見る`,
    clippedText: context.isClipped
      ? `発令前の異動が分かるため、明日以後の予定は${words.programOffice}だけが見られます。`
      : '',
    filter: filterBar(
      [
        ...whoAndWhat(query),
        ...period({ ...query, from: start ?? filter.from }, context.usual, context.typed),
      ],
      { path: '/reminders/upcoming', label: '通知の予定の検索', found: count(total) },
    ),
    plan: context.plan,
    files: fileLinks('/reminders/upcoming', query, { total }),
    table: listTable(PREVIEW_LIST, rows, {
      caption: `通知の予定の一覧(${count(total)})`,
      path: '/reminders/upcoming',
      query,
    }),
    pages: pager({ page: context.page, pageSize: REMINDERS_PER_PAGE, total }, (page) =>
      address('/reminders/upcoming', { ...query, page }),
    ),
  };
}

function daysText({ from, to }: Period): string {
  return from === to ? formatDateShort(from) : formatRange(from, to);
}

interface PaperFrame {
  readonly page: number;
  readonly since: LocalDate;
  /** Who reads all notices comes from there, a head from the own unit. */
  readonly seesNotices: boolean;
  /** What was told already. */
  readonly isTold: boolean;
  /** A head of the people in it ticks it off. */
  readonly canTell: boolean;
}

/** In the notice, as long as it stands there. */
export function undoTelling(ids: readonly string[]): UndoAct {
  return {
    label: '伝えた記録を取り消す',
    action: '/reminders/by-hand/not-told',
    fields: ids.map((value) => ({ name: 'notice', value })),
  };
}

export function paperView(
  { rows, total }: Page<PaperNotice>,
  { page, since, seesNotices, isTold, canTell }: PaperFrame,
) {
  const people = new Set(rows.map((row) => row.staffNumber)).size;
  const where = rows.length < total ? 'このページに' : '';
  return {
    title: '紙・口頭で伝える一覧',
    breadcrumb: breadcrumb(
      seesNotices ? ['通知', '/reminders'] : [`わたしの${words.unit}`, '/team'],
      ['紙・口頭で伝える一覧'],
    ),
    summary: isTold
      ? toldSentence(total)
      : total === 0
        ? `${formatDateShort(since)}から今日までに、紙や口頭で伝えることはありません。`
        : `${formatDateShort(since)}から今日までに、メールアドレスのない職員へ伝えることが${count(total)}あります(${where}${String(people)}名)。`,
    tabs: paperTabs(isTold),
    isTold,
    canTell: canTell && rows.length > 0 && !isTold,
    files: isTold ? null : fileLinks('/reminders/by-hand', {}, { total }),
    table: listTable(paperSheet({ isTold, canTell }), rows, {
      caption: `紙・口頭で伝える一覧(${count(total)})`,
      path: '/reminders/by-hand',
      query: {},
    }),
    pages: pager({ page, pageSize: REMINDERS_PER_PAGE, total }, (number) =>
      address('/reminders/by-hand', { show: isTold ? 'told' : '', page: number }),
    ),
  };
}

export function toldSentence(total: number): string {
  return total === 0
    ? '伝えたと記録したものはありません。'
    : `伝えたと記録したもののうち、いまも必要なものが${count(total)}あります。`;
}

function paperTabs(isTold: boolean) {
  return [
    { href: '/reminders/by-hand', label: 'これから伝える', isCurrent: !isTold },
    { href: '/reminders/by-hand?show=told', label: '伝えた', isCurrent: isTold },
  ];
}

export interface PlanView {
  readonly canPlan: boolean;
  /** What the button would do now. */
  readonly text: string;
}

export function planView(
  canPlan: boolean,
  facts: { readonly today: LocalDate; readonly calendar: OfficeCalendar; readonly open: number },
): PlanView {
  const { today, calendar, open } = facts;
  if (calendar.isOfficeHoliday(today)) {
    const next = formatDate(calendar.nextOfficeDay(today));
    return { canPlan: false, text: `本日は閉庁日のため、通知は送りません。次は${next}です。` };
  }
  const text =
    open === 0
      ? '今日の通知はすべて用意しました。'
      : `本日の分のうち${count(open)}がまだ計画されていません。午前8時30分に自動で計画します。`;
  return { canPlan: canPlan && open > 0, text };
}

export function planNotice({ isOfficeDay, entries, digests }: PlanResult): string {
  if (!isOfficeDay) return '本日は閉庁日のため、通知は送りません。';
  if (entries === 0) return '新しく計画する通知はありませんでした。';
  return `本日の分の通知を${count(entries)}計画しました(新しく送る相手は${String(digests)}名)。まもなく送ります。`;
}

type Period = Pick<ReminderFilter, 'from' | 'to'>;

function whoAndWhat(query: { readonly person: string; readonly kind: string }) {
  return [
    searchField('相手(職員番号・氏名)', asked('person', query.person)),
    selectField(
      '種類',
      asked('kind', query.kind),
      OPEN_REMINDER_KINDS.map((value) => ({ value, text: kindWords(value).title() })),
    ),
  ];
}

function period(used: Period, usual: Period, typed: TypedRange = {}) {
  return rangeFields(used, { labels: ['開始日', '終了日'], usual, typed });
}

function queryOf({ from, to, person, kind }: ReminderFilter) {
  return { from, to, person, kind: kind ?? '' };
}

function count(total: number): string {
  return `${total.toLocaleString('ja-JP')}件`;
}
