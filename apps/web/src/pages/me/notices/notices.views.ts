import {
  formatDate,
  formatDateShort,
  type LocalDate,
  type OfficeCalendar,
  type UndoAct,
} from '@app/platform';
import { kindOf, NOTICE_DAYS, type OwnNotice, type WordsOf } from '@app/reminders';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { tabs } from '../../../shell/parts/ways';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb, pager } from '../../../shell/view-parts';

export const NOTICES_PER_PAGE = 50;
export const NOTICES_TITLE = 'お知らせ';
export const OVER = '済んだか、時期が過ぎました';

export type NoticeTab = 'unread' | 'all';

/** The day on which it is read, and how the kinds speak on it: as the mail of that day would. */
export interface NoticesDay {
  readonly today: LocalDate;
  readonly calendar: OfficeCalendar;
  readonly wordsOf: WordsOf;
}

interface Frame extends NoticesDay {
  readonly tab: NoticeTab;
  readonly page: number;
}

interface Found {
  readonly rows: readonly OwnNotice[];
  readonly counts: { readonly all: number; readonly unread: number };
}

export function noticesHref(tab: NoticeTab, page = 1): string {
  return address('/notices', {
    show: tab === 'all' ? 'all' : undefined,
    page: page > 1 ? page : undefined,
  });
}

export function noticesView({ rows, counts }: Found, frame: Frame) {
  const { tab, page } = frame;
  const total = tab === 'all' ? counts.all : counts.unread;
  return {
    title: NOTICES_TITLE,
    breadcrumb: breadcrumb([NOTICES_TITLE]),
    summary: noticesSentence(counts.unread),
    tabs: tabs(
      [
        ['unread', '未読', counts.unread],
        ['all', 'すべて', counts.all],
      ],
      tab,
      (key) => noticesHref(key),
    ),
    canReadAll: counts.unread > 0,
    table: listTable(noticeList(frame), rows, {
      ...{ caption: `${tab === 'all' ? 'すべて' : '未読'}のお知らせ(${countText(total)})` },
      ...{ hidesCaption: true, path: '/notices', query: {} },
    }),
    pages: pager({ page, pageSize: NOTICES_PER_PAGE, total }, (number) => noticesHref(tab, number)),
    empty: emptyText(counts, tab),
    allHref: tab === 'unread' && counts.all > 0 ? noticesHref('all') : '',
    note: `過去${String(NOTICE_DAYS)}日の分です。同じことのお知らせは、いちばん新しい1件にまとめています。メールと同じ内容で、どちらで読んでもかまいません。既読かどうかは、ほかの人には見えません。`,
  };
}

export function noticesSentence(unread: number): string {
  return unread === 0
    ? 'まだ読んでいないお知らせはありません。'
    : `まだ読んでいないお知らせが${countText(unread)}あります。`;
}

function emptyText({ all }: Found['counts'], tab: NoticeTab): string {
  if (all === 0) return '期限が近づいたときなどに、ここにお知らせが出ます。';
  return tab === 'unread' ? 'お知らせは、すべて読みました。' : 'お知らせはありません。';
}

export function readAllNotice(count: number): string {
  return count === 0
    ? 'まだ読んでいないお知らせはありませんでした。'
    : `${countText(count)}を既読にしました。`;
}

/** In the notice, as long as it stands there. */
export function undoReadAll(actId: string): UndoAct {
  return {
    label: '未読に戻す',
    action: '/notices/undo-read-all',
    fields: [{ name: 'act', value: actId }],
  };
}

/** What the person is to know or to do, by the words of its kind; of what is over, that it is. */
export function lineOf(
  { kind, dueOn, holds }: Pick<OwnNotice, 'kind' | 'dueOn' | 'holds'>,
  { today, calendar, wordsOf }: NoticesDay,
): string {
  return holds ? wordsOf(kindOf(kind), today).line({ dueOn, today, calendar }) : OVER;
}

function noticeList(frame: Frame): List<OwnNotice> {
  return {
    name: NOTICES_TITLE,
    columns: [
      {
        ...{ key: 'text', heading: '内容', isRowHeading: true },
        value: ({ text }) => text,
        show: (row) => ({
          text: row.text,
          hint: frame.wordsOf(kindOf(row.kind), frame.today).title(),
        }),
      },
      {
        ...{ key: 'line', heading: 'すること', keepsLabel: false },
        value: (row) => lineOf(row, frame),
      },
      {
        ...{ key: 'toldOn', heading: '届いた日' },
        value: ({ toldOn }) => toldOn,
        show: ({ toldOn, times }) => ({
          text: formatDate(toldOn),
          ...(times > 1 && { hint: `${String(times)}回目` }),
        }),
      },
      {
        ...{ key: 'isRead', heading: '状態', dropsWhenConstant: true, isState: true },
        value: ({ isRead }) => (isRead ? '既読' : '未読'),
        show: ({ isRead }) =>
          isRead ? { text: '既読' } : { text: '', chip: stateChip('notice.unread') },
      },
      {
        ...{ key: 'acts', heading: '操作', only: 'page' },
        value: () => null,
        slot: (row) => actsOf(row, frame),
      },
    ],
  };
}

function actsOf({ id, text, isRead, toldOn }: OwnNotice, { tab, page }: Frame) {
  return {
    // One matter is told to one person once a day.
    spoken: `${text}、${formatDateShort(toldOn)}`,
    openAction: `/notices/${id}/open`,
    markAction: address(`/notices/${id}/mark`, {
      show: tab === 'all' ? 'all' : undefined,
      page: page > 1 ? page : undefined,
    }),
    read: isRead ? 'no' : 'yes',
    markLabel: isRead ? '未読に戻す' : '既読にする',
    whyHref: `/notices/${id}`,
  };
}

function countText(count: number): string {
  return `${count.toLocaleString('ja-JP')}件`;
}
