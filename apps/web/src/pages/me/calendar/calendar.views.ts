import type { CalendarFeed } from '@app/accounts';
import { formatDate, formatDateTime, type LocalDate } from '@app/platform';
import { fact } from '../../../shell/parts/facts';
import { pageHead } from '../../../shell/parts/heads';
import { breadcrumb } from '../../../shell/view-parts';
import type { CalendarDay } from './ics';

const TITLE = '予定表';

export function calendarView(
  feed: CalendarFeed | null,
  days: readonly CalendarDay[],
  today: LocalDate,
) {
  return {
    title: TITLE,
    head: pageHead(
      TITLE,
      breadcrumb(['設定', '/settings'], [TITLE]),
      calendarSentence(days, today),
    ),
    days: days
      .filter(({ on }) => on >= today)
      .map(({ on, title, url }) => ({ on: formatDate(on), title, href: pathOf(url) })),
    facts:
      feed === null
        ? []
        : [
            fact('作成した日', formatDateTime(feed.createdAt)),
            fact(
              '最後に読まれたとき',
              feed.lastUsedAt === null ? 'まだ読まれていません' : formatDateTime(feed.lastUsedAt),
            ),
          ],
    hasFeed: feed !== null,
    createLabel: feed === null ? 'アドレスを作成する' : '新しいアドレスに替える',
  };
}

export function calendarSentence(days: readonly CalendarDay[], today: LocalDate): string {
  const ahead = days.filter(({ on }) => on >= today);
  const [next] = ahead;
  if (next === undefined) return 'これからの期限や受験日はありません。';
  return `これからの日付は${String(ahead.length)}件です。次は${formatDate(next.on)}です。`;
}

export function feedShownView(address: string) {
  return {
    title: '予定表のアドレス',
    breadcrumb: breadcrumb(['設定', '/settings'], [TITLE, '/settings/calendar'], ['アドレス']),
    address,
  };
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
