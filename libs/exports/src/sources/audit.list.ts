import type { AuditRow } from '@app/accounts';
import { formatDateShort, isLocalDate } from '@app/platform';
import { actionName, detailName, subjectTypeName, valueName } from '../audit/audit-words';
import { type FileList, instantCell } from '../list/file-list';

export const WITHHELD = '発令日まで表示しません';

/** An id, or a code without a word: small letters that nobody reads. */
const CODE = /^(?=.*[a-z])[a-z0-9_:.-]+$/;

export function isCode(text: string): boolean {
  return CODE.test(text);
}

/** The audit entries. What an act was about is in a file three columns, with the id. */
export const AUDIT_IN_FILES: FileList<AuditRow> = {
  name: '監査記録',
  columns: [
    { key: 'id', heading: '番号', only: 'file', value: (row) => Number(row.id) },
    { key: 'at', heading: '日時', value: (row) => instantCell(row.at) },
    { key: 'actor', heading: '行った人', value: (row) => row.actorLabel },
    { key: 'action', heading: '内容', value: (row) => actionName(row.action) },
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
    },
    { key: 'subjectId', heading: '対象のID', only: 'file', value: (row) => row.subjectId },
    {
      key: 'detail',
      heading: '詳細',
      value: (row) =>
        detailParts(row.detail)
          .map(({ name, value }) => `${name}: ${value}`)
          .concat(membersText(row) || [])
          .join(' / '),
    },
  ],
};

/** How many an act on many touched; empty for everything else. */
export function membersText({ memberCount }: AuditRow): string {
  return memberCount === 0 ? '' : `対象の一覧(${memberCount.toLocaleString('ja-JP')}件)`;
}

/** What nobody reads, ids and codes without a word, is left to the log itself. */
export function detailParts(detail: Readonly<Record<string, unknown>>) {
  return Object.entries(onlyWhatChanged(detail))
    .map(([key, value]) => ({ name: detailName(key), value: plainText(value) }))
    .filter(({ value }) => !isCode(value));
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
