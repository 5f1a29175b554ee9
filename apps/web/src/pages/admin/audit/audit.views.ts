import {
  type AuditCheckRow,
  auditCheckSentence,
  type AuditFilter,
  type AuditRow,
} from '@app/accounts';
import { actionOptions } from '@app/exports';
import { formatDateTime, formatRange, type Page, things, thingsSentence } from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, searchField, selectField } from '../../../shell/parts/filter-bar';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { isReversed, rangeFields, REVERSED, type TypedRange } from '../../../shared/asked-range';
import { AUDIT_LIST } from './audit.list';

export const PAGE_SIZE = 50;

export function auditView(page: Page<AuditRow>, filter: AuditFilter, typed: TypedRange = {}) {
  const { from, to, actor, action, subject } = filter;
  const query = { from: from ?? '', to: to ?? '', actor, action, subject };
  const range = from === null && to === null ? 'すべての期間' : formatRange(from, to);
  return {
    title: '監査記録',
    breadcrumb: breadcrumb(['監査記録']),
    summary: isReversed(filter) ? REVERSED : thingsSentence(`${range}の記録`, page.total),
    filter: filterBar(
      [
        searchField('行った人(職員番号・氏名)', asked('actor', actor)),
        searchField('対象(職員番号・所属コード)', asked('subject', subject)),
        selectField('内容', asked('action', action), actionOptions()),
        ...rangeFields(filter, { labels: ['開始日', '終了日'], typed }),
      ],
      { path: '/audit', label: '監査記録の検索', found: things(page.total) },
    ),
    files: fileLinks('/audit/entries', query, { total: page.total }),
    table: listTable(AUDIT_LIST, page.rows, {
      caption: `監査記録の一覧(${page.total.toLocaleString('ja-JP')}件)`,
      path: '/audit',
      query,
    }),
    pages: pager({ page: filter.page, pageSize: filter.pageSize, total: page.total }, (number) =>
      address('/audit', { ...query, page: number }),
    ),
  };
}

/** About a month of nights. */
export const SHOWN_CHECKS = 31;

export function checksView(checks: readonly AuditCheckRow[]) {
  const [last] = checks;
  return {
    title: '記録のつながりの確認',
    breadcrumb: breadcrumb(['監査記録', '/audit'], ['つながりの確認']),
    isChecked: last !== undefined,
    isIntact: last?.problem === null,
    text: last
      ? `${formatDateTime(last.checkedAt)}の確認: ${auditCheckSentence(last)}`
      : 'まだ確認していません。毎日0時5分に自動で確認します。',
    earlier: checks.slice(1).map((check) => ({
      at: formatDateTime(check.checkedAt),
      sentence: auditCheckSentence(check),
      chip: stateChip(check.problem === null ? 'check.passed' : 'check.failed'),
    })),
  };
}
