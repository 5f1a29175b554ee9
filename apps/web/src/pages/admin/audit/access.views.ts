import type { AccessFilter, AccessLogQueries, AccessRow, LogRetention } from '@app/accounts';
import { ACCESS_KIND_WORDS, accessKindOptions, actionName } from '@app/exports';
import {
  addDays,
  addMonths,
  formatDateTime,
  formatMonth,
  formatRange,
  isEnteredDay,
  type LocalDate,
  numberText,
  type Page,
  things,
  thingsSentence,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, searchField, selectField } from '../../../shell/parts/filter-bar';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { isReversed, rangeFields, REVERSED, type TypedRange } from '../../../shared/asked-range';
import { ACCESS_LIST, NOBODY } from './access.list';

export function accessView(page: Page<AccessRow>, filter: AccessFilter, typed: TypedRange = {}) {
  const { from, to, actor, subject, kind, sort } = filter;
  const query = { from: from ?? '', to: to ?? '', actor, subject, kind };
  const sorted = { ...query, sort: sort === '-at' ? '' : sort };
  const total = page.total.toLocaleString('ja-JP');
  const range = from === null && to === null ? 'すべての期間' : formatRange(from, to);
  return {
    title: '閲覧の記録',
    breadcrumb: breadcrumb(['監査記録', '/audit'], ['閲覧の記録']),
    summary: isReversed(filter) ? REVERSED : thingsSentence(`${range}の記録`, page.total),
    filter: filterBar(
      [
        searchField('行った人(職員番号・氏名・カナ)', asked('actor', actor)),
        searchField('だれの(職員番号・氏名・カナ)', asked('subject', subject)),
        selectField('種類', asked('kind', kind), accessKindOptions()),
        ...rangeFields(filter, { labels: ['開始日', '終了日'], typed }),
      ],
      {
        path: '/audit/access',
        label: '閲覧の記録の検索',
        kept: { sort: sorted.sort },
        found: things(page.total),
      },
    ),
    files: fileLinks('/audit/access/entries', sorted, { total: page.total }),
    table: listTable(ACCESS_LIST, page.rows, {
      caption: `閲覧の記録の一覧(${total}件)`,
      path: '/audit/access',
      query,
      sort,
    }),
    pages: pager({ page: filter.page, pageSize: filter.pageSize, total: page.total }, (number) =>
      address('/audit/access', { ...sorted, page: number }),
    ),
  };
}

type Summary = Awaited<ReturnType<AccessLogQueries['summarize']>>;

/** The first and the last day of the month that an address names (`2026-11`); this month unless it does. */
export function monthOf(text: string | undefined, today: LocalDate) {
  const named = `${text ?? ''}-01`;
  const from = isEnteredDay(named) ? named : (`${today.slice(0, 7)}-01` as LocalDate);
  return { from, next: addMonths(from, 1), previous: addMonths(from, -1) };
}

export function summaryView(
  month: { readonly from: LocalDate; readonly next: LocalDate; readonly previous: LocalDate },
  { acts, readings, sums }: Summary,
  today: LocalDate,
) {
  const link = (day: LocalDate) => address('/audit/summary', { month: day.slice(0, 7) });
  return {
    title: `${formatMonth(month.from)}のまとめ`,
    breadcrumb: breadcrumb(['監査記録', '/audit'], ['月のまとめ']),
    previous: { href: link(month.previous), label: formatMonth(month.previous) },
    next: month.next > today ? null : { href: link(month.next), label: formatMonth(month.next) },
    checks: checksText(sums),
    readings: readings.map(({ kind, entries, people, subjects, byNobody }) => ({
      name: ACCESS_KIND_WORDS[kind],
      href: address('/audit/access', { kind, from: month.from, to: addDays(month.next, -1) }),
      entries: numberText(entries),
      people: doersText(people, [NOBODY, byNobody]),
      subjects: numberText(subjects),
    })),
    acts: acts.map(({ action, entries, people, byNobody }) => ({
      name: actionName(action),
      href: address('/audit', { action, from: month.from, to: addDays(month.next, -1) }),
      entries: numberText(entries),
      people: doersText(people, ['システム', byNobody]),
    })),
  };
}

function checksText({ anchors, checks, problems }: Summary['sums']): string {
  if (anchors + checks === 0)
    return 'この月には、監査記録の控えの作成も、つながりの確認もありません。';
  const found = problems === 0 ? '' : `うち${numberText(problems)}回で問題が見つかりました。`;
  return `監査記録の控えは${numberText(anchors)}日分、つながりの確認は${numberText(checks)}回です。${found}`;
}

/** 「2名」「システム 5件」「2名、システム 5件」: what nobody did with an account is not done by no one. */
function doersText(
  people: number,
  [others, entries]: readonly [words: string, entries: number],
): string {
  const named = people === 0 && entries > 0 ? [] : [`${people.toLocaleString('ja-JP')}名`];
  const unnamed = entries === 0 ? [] : [`${others} ${entries.toLocaleString('ja-JP')}件`];
  return [...named, ...unnamed].join('、');
}

type Deletions = Awaited<ReturnType<AccessLogQueries['listDeletions']>>;

export type RetentionField = 'readingMonths' | 'doorMonths';

export function retentionFields(retention: LogRetention): Record<RetentionField, string> {
  return {
    readingMonths: String(retention.readingMonths),
    doorMonths: String(retention.doorMonths),
  };
}

export function retentionView(
  form: FormView<RetentionField>,
  deletions: Deletions,
  canManage: boolean,
) {
  return {
    title: '記録の保存期間',
    breadcrumb: breadcrumb(['監査記録', '/audit'], ['記録の保存期間']),
    canManage,
    form,
    deletions: deletions.map(({ deletedAt, kinds, before, oldest, rows }) => ({
      at: formatDateTime(deletedAt),
      kinds: kinds.map((kind) => ACCESS_KIND_WORDS[kind]).join('、'),
      range: `${formatDateTime(oldest)}から${formatDateTime(before)}まで`,
      rows: Number(rows).toLocaleString('ja-JP'),
    })),
  };
}
