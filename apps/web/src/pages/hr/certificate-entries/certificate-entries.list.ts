import type { EntryBatch, EntryPart, EntryRow } from '@app/certifications';
import { formatDateShort, formatDateTime } from '@app/platform';
import { dayCell, instantCell, type List, type ListColumn } from '../../../shell/lists/list';
import { stateChip } from '../../../shell/signs';
import { foundColumns } from '../../../shared/findings';

export const ENTRIES = '/certification-reviews/entries';

/** Lists that were sent, newest first. */
export const BATCHES_LIST: List<EntryBatch> = {
  name: '資格の一括登録',
  columns: [
    {
      key: 'sentAt',
      heading: '送った日時',
      isRowHeading: true,
      value: (row) => instantCell(row.sentAt),
      show: (row) => ({ text: formatDateTime(row.sentAt), href: `${ENTRIES}/${row.id}` }),
    },
    { key: 'file', heading: 'ファイル', value: (row) => row.fileName },
    { key: 'sender', heading: '送った人', value: (row) => row.senderName },
    {
      key: 'fitting',
      heading: '登録する行',
      isNumber: true,
      counter: '件',
      value: (row) => row.fitting,
    },
    {
      key: 'state',
      heading: '状態',
      value: (row) => stateChip(`entry.${row.state}`).label,
      show: (row) => ({ text: '', chip: stateChip(`entry.${row.state}`) }),
    },
  ],
};

const LINE: ListColumn<EntryRow> = {
  key: 'line',
  heading: '行',
  isNumber: true,
  value: (row) => row.line,
};

const WHO: ListColumn<EntryRow> = {
  key: 'person',
  heading: '職員番号と氏名',
  isRowHeading: true,
  value: (row) => `${row.staffNumber ?? row.cells['職員番号'] ?? ''} ${row.personName}`.trim(),
};

const UNDERSTOOD: readonly ListColumn<EntryRow>[] = [
  {
    key: 'certification',
    heading: '資格',
    value: (row) => row.certificationName ?? row.cells['資格'] ?? '',
    show: (row) => ({
      text: row.certificationName ?? row.cells['資格'] ?? '',
      ...(row.recordId !== null && { href: `/certification-reviews/${row.recordId}` }),
      ...(row.isNumberShared && { alert: stateChip('record.number_shared') }),
    }),
  },
  { key: 'passedOn', heading: '合格日', value: (row) => dayCell(row.passedOn) },
  { key: 'number', heading: '合格証書番号', value: (row) => row.certificateNumber ?? '' },
  {
    key: 'validUntil',
    heading: '有効期限',
    dropsWhenConstant: true,
    value: (row) => (row.validUntil === null ? '' : formatDateShort(row.validUntil)),
  },
];

/** What is wrong with a row, by column: one line each. */
const FOUND = foundColumns<EntryRow>(({ findings }) => findings);

const OWN = 'ご自身の資格です。この行は、ほかの担当者が確定します。';

/** What is to be known of a row that fits. */
const REMARKS: ListColumn<EntryRow> = {
  key: 'remarks',
  heading: '確かめること',
  value: (row) => remarksOf(row).join(' '),
  show: (row) => ({ text: '', lines: remarksOf(row) }),
};

function remarksOf({ findings, isOwn, recordId }: EntryRow): readonly string[] {
  const found = findings.map(({ reason, remedy }) => `${reason}${remedy}`);
  return isOwn && recordId === null ? [OWN, ...found] : found;
}

const LEFT: ListColumn<EntryRow> = {
  key: 'problem',
  heading: '登録しなかった理由',
  value: (row) => row.problem ?? '',
};

const COLUMNS: Readonly<Record<EntryPart, readonly ListColumn<EntryRow>[]>> = {
  fitting: [LINE, WHO, ...UNDERSTOOD],
  known: [LINE, WHO, ...FOUND],
  refused: [LINE, WHO, ...FOUND],
  left: [LINE, WHO, ...UNDERSTOOD, LEFT],
};

/** With a column of remarks where one of the rows has any. */
export function entryRowsList(part: EntryPart, rows: readonly EntryRow[]): List<EntryRow> {
  const isRemarked = part === 'fitting' && rows.some((row) => remarksOf(row).length > 0);
  const columns = isRemarked ? [...COLUMNS.fitting, REMARKS] : COLUMNS[part];
  return { name: '資格の一括登録の行', columns };
}

/** What was not taken, a line for each thing that is wrong: for whoever mends the file. */
export interface Refusal {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly remedy: string;
}

export function refusalsOf(rows: readonly EntryRow[]): readonly Refusal[] {
  return rows.flatMap(({ line, findings }) => findings.map((finding) => ({ line, ...finding })));
}

export const REFUSALS_LIST: List<Refusal> = {
  name: '登録できない行',
  columns: [
    { key: 'line', heading: '行', isNumber: true, value: (row) => row.line },
    { key: 'column', heading: '列', value: (row) => row.column },
    { key: 'value', heading: '値', value: (row) => row.value },
    { key: 'reason', heading: '理由', value: (row) => row.reason },
    { key: 'remedy', heading: 'すること', value: (row) => row.remedy },
  ],
};
