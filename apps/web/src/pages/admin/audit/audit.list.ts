import type { AuditRow } from '@app/accounts';
import { dxRoles, roleTitle } from '@app/appointments';
import {
  addedRoleOf,
  formatDateShort,
  formatDateTime,
  isLocalDate,
  isWordKey,
  VOCABULARY,
} from '@app/platform';
import { instantCell, type List, type ListColumn } from '../../../shell/lists/list';
import { labelledPerson } from '../../../shell/person-name';
import { address } from '../../../shell/view-parts';
import { actionName, detailName, subjectTypeName, valueName } from './audit-words';

const WITHHELD = '発令日まで表示しません';

/** An id, or a code without a word: small letters that nobody reads. */
const CODE = /^(?=.*[a-z])[a-z0-9_:.-]+$/;

type Column = ListColumn<AuditRow>;

/** What an act was about: in a file three columns, with the id; on the page one, in words. */
const SUBJECT: readonly Column[] = [
  {
    key: 'subjectType',
    heading: '対象の種類',
    only: 'file',
    value: (row) => subjectTypeName(row.subjectType),
  },
  {
    key: 'subject',
    heading: '対象',
    value: (row) => (row.isWithheld ? WITHHELD : row.subjectLabel),
    show: (row) => ({
      lead: `${subjectTypeName(row.subjectType)}: `,
      text: row.isWithheld ? WITHHELD : row.subjectLabel || idText(row.subjectId),
      href: row.isWithheld ? '' : address('/audit', { subject: row.subjectId }),
    }),
  },
  { key: 'subjectId', heading: '対象のID', only: 'file', value: (row) => row.subjectId },
];

/** The audit entries, for the page and its files. */
export const AUDIT_LIST: List<AuditRow> = {
  name: '監査記録',
  columns: [
    { key: 'id', heading: '番号', only: 'file', value: (row) => Number(row.id) },
    {
      key: 'at',
      heading: '日時',
      isUnbroken: true,
      isRowHeading: true,
      value: (row) => instantCell(row.at),
      show: (row) => ({ text: formatDateTime(row.at) }),
    },
    {
      key: 'actor',
      heading: '行った人',
      isUnbroken: true,
      value: (row) => row.actorLabel,
      show: ({ actorLabel }) => {
        const person = labelledPerson(actorLabel);
        return person === null ? { text: actorLabel } : { text: '', person };
      },
    },
    { key: 'action', heading: '内容', value: (row) => actionName(row.action) },
    ...SUBJECT,
    {
      key: 'detail',
      heading: '詳細',
      value: (row) =>
        detailParts(row.detail)
          .map(({ name, value }) => `${name}: ${value}`)
          .concat(membersText(row) || [])
          .join(' / '),
      show: (row) => {
        const items = detailParts(row.detail);
        if (row.memberCount === 0) return { text: items.length === 0 ? '―' : '', items };
        return { text: membersText(row), href: `/audit/entries/${row.id}/members`, items };
      },
    },
  ],
};

/** How many an act on many touched; empty for everything else. */
function membersText({ memberCount }: AuditRow): string {
  return memberCount === 0 ? '' : `対象の一覧(${memberCount.toLocaleString('ja-JP')}件)`;
}

/** An id that says nothing is still the way to everything that was done with the same thing. */
function idText(subjectId: string): string {
  if (isWordKey(subjectId)) return VOCABULARY[subjectId].word || '市の名前';
  const role = addedRoleOf(subjectId) ?? subjectId;
  if (dxRoles().includes(role)) return roleTitle(role);
  return CODE.test(subjectId) ? '同じ対象の記録' : subjectId;
}

/** What nobody reads, ids and codes without a word, is left to the log itself. */
function detailParts(detail: Readonly<Record<string, unknown>>) {
  return Object.entries(onlyWhatChanged(detail))
    .map(([key, value]) => ({ name: detailName(key), value: plainText(value) }))
    .filter(({ value }) => !CODE.test(value));
}

/** Of two states of one thing the parts that differ. */
function onlyWhatChanged(
  detail: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { from, to } = detail;
  if (!isParts(from) || !isParts(to)) return detail;
  const changed = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (key) => plainText(from[key]) !== plainText(to[key]),
  );
  const only = (parts: Parts) => Object.fromEntries(changed.map((key) => [key, parts[key]]));
  return { ...detail, from: only(from), to: only(to) };
}

type Parts = Readonly<Record<string, unknown>>;

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What was chosen for a number of an import, with the person's label in the place of the id. */
interface SamePerson {
  readonly staffNumber: string;
  readonly samePerson: string | null;
}

function isSamePerson(value: object): value is SamePerson {
  return 'samePerson' in value;
}

function samePersonText({ staffNumber, samePerson }: SamePerson): string {
  if (samePerson === null) return `番号${staffNumber}は別の人`;
  return `番号${staffNumber}は${samePerson === '' ? '登録済みの職員' : `${samePerson}さん`}と同じ人`;
}

function plainText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '―';
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string')
    return isLocalDate(value) ? formatDateShort(value) : valueName(value);
  if (Array.isArray(value)) return value.map(plainText).join('、');
  return partsText(value);
}

function partsText(value: object): string {
  if (isSamePerson(value)) return samePersonText(value);
  return Object.entries(value)
    .map(([key, part]) => `${detailName(key)} ${plainText(part)}`)
    .join('、');
}
