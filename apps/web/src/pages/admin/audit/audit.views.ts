import type { AuditFilter, AuditRow } from '@app/accounts';
import {
  type ChainCheck,
  formatDateShort,
  formatDateTime,
  formatRange,
  isLocalDate,
  type Page,
  isWordKey,
  VOCABULARY,
} from '@app/platform';
import { labelledPerson } from '../../../shell/person-name';
import { address, breadcrumb, pageLinks } from '../../../shell/view-parts';
import { actionName, actionOptions, detailName, subjectTypeName, valueName } from './audit-words';

export const PAGE_SIZE = 50;

/** Rows of a CSV file; Excel opens no more than about a million, a person reads far fewer. */
export const MAXIMUM_CSV_ROWS = 50_000;

export const CSV_HEADER = [
  '番号',
  '日時',
  '行った人',
  '内容',
  '対象の種類',
  '対象',
  '対象のID',
  '詳細',
];

const WITHHELD = '発令日まで表示しません';

export type AuditQuery = Readonly<
  Record<'from' | 'to' | 'actor' | 'action' | 'subject', string | undefined>
>;

/** A date that is none counts as not given. */
export function auditFilter(query: AuditQuery, page: number, pageSize: number): AuditFilter {
  return {
    from: isLocalDate(query.from) ? query.from : null,
    to: isLocalDate(query.to) ? query.to : null,
    actor: query.actor ?? '',
    action: query.action ?? '',
    subject: query.subject ?? '',
    page,
    pageSize,
  };
}

export function auditView(page: Page<AuditRow>, filter: AuditFilter) {
  const { from, to, actor, action, subject } = filter;
  const query = { from: from ?? '', to: to ?? '', actor, action, subject };
  const range = from === null && to === null ? 'すべての期間' : formatRange(from, to);
  const isReversed = from !== null && to !== null && from > to;
  return {
    title: '監査記録',
    breadcrumb: breadcrumb(['監査記録']),
    summary: isReversed
      ? '開始日が終了日より後になっています。日付を入れ替えて検索してください。'
      : `${range}の記録は${page.total.toLocaleString('ja-JP')}件です。`,
    filter: {
      from: field('from', query.from),
      to: field('to', query.to),
      actor: field('actor', actor),
      action: field('action', action),
      subject: field('subject', subject),
      actions: [{ value: '', text: 'すべて' }, ...actionOptions()],
    },
    csvHref: address('/audit/entries.csv', query),
    rows: page.rows.map(rowView),
    pages: pageLinks(
      { page: filter.page, pageSize: filter.pageSize, total: page.total },
      (number) => address('/audit', { ...query, page: number }),
    ),
  };
}

export function chainView(check: ChainCheck) {
  const isIntact = check.brokenEntryId === null;
  const checked = check.checked.toLocaleString('ja-JP');
  return {
    title: '記録のつながりの確認',
    breadcrumb: breadcrumb(['監査記録', '/audit'], ['つながりの確認']),
    isIntact,
    text: isIntact
      ? `記録のつながりは正常です(${checked}件を確認)。`
      : `番号${check.brokenEntryId}の記録が、前の記録とつながりません。それより前の${checked}件は正常です。`,
  };
}

export function csvRow(row: AuditRow): (string | number)[] {
  return [
    Number(row.id),
    formatDateTime(row.at),
    row.actorLabel,
    actionName(row.action),
    subjectTypeName(row.subjectType),
    row.isWithheld ? WITHHELD : row.subjectLabel,
    row.subjectId,
    detailParts(row.detail)
      .map(({ name, value }) => `${name}: ${value}`)
      .join(' / '),
  ];
}

/** An id, or a code without a word: small letters that nobody reads. */
const CODE = /^(?=.*[a-z])[a-z0-9_:.-]+$/;

function rowView(row: AuditRow) {
  return {
    id: row.id,
    at: formatDateTime(row.at),
    actor: row.actorLabel,
    person: labelledPerson(row.actorLabel),
    action: actionName(row.action),
    subjectType: subjectTypeName(row.subjectType),
    subject: row.isWithheld ? WITHHELD : row.subjectLabel || idText(row.subjectId),
    subjectHref: row.isWithheld ? '' : address('/audit', { subject: row.subjectId }),
    // Ids and codes say nothing on a screen; the CSV file has them.
    detail: detailParts(row.detail).filter(({ value }) => !CODE.test(value)),
  };
}

/** An id that says nothing is still the way to everything that was done with the same thing. */
function idText(subjectId: string): string {
  if (isWordKey(subjectId)) return VOCABULARY[subjectId].word || '市の名前';
  return CODE.test(subjectId) ? '同じ対象の記録' : subjectId;
}

function detailParts(detail: Readonly<Record<string, unknown>>) {
  return Object.entries(detail).map(([key, value]) => ({
    name: detailName(key),
    value: plainText(value),
  }));
}

function plainText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '―';
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string')
    return isLocalDate(value) ? formatDateShort(value) : valueName(value);
  if (Array.isArray(value)) return value.map(plainText).join('、');
  return Object.entries(value)
    .map(([key, part]) => `${detailName(key)} ${plainText(part)}`)
    .join('、');
}

function field(name: string, value: string) {
  return { id: `filter-${name}`, name, value, error: '' };
}
