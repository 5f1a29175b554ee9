import {
  IMPORT_FILE_WORDS,
  POSTING_COLUMNS,
  type PlannedRow,
  type ReadRowOfFile,
  type Suspicion,
  SUSPICION_WORDS,
  UNIT_COLUMNS,
} from '@app/organization';
import type { FileColumn, FileList } from '../list/file-list';

/** What of an import is taken along as a file. */
export const IMPORT_PARTS = [
  ...(['suspicious', 'missing', 'refused', 'change', 'create', 'unchanged'] as const),
  ...(['units', 'postings'] as const),
];
export type ImportPart = (typeof IMPORT_PARTS)[number];

export const IMPORT_PART_WORDS: Readonly<Record<ImportPart, string>> = {
  suspicious: '注意が必要',
  missing: '名簿にない職員',
  refused: '取り込めない行',
  change: '変更',
  create: '追加',
  unchanged: '変更なし',
  units: '読み取った行(組織)',
  postings: '読み取った行(職員)',
};

/** A row of whichever part, by the keys of its columns. */
export type ImportRow = Readonly<Record<string, string | number>>;

type Column = FileColumn<ImportRow>;

const column = (key: string, heading: string): Column => ({
  ...{ key, heading },
  value: (row) => row[key] ?? '',
});

const PLACE = [column('file', 'ファイル'), { ...column('line', '行'), isNumber: true }];
const SUBJECT = column('subject', '対象');

const COLUMNS: Readonly<Record<ImportPart, readonly Column[]>> = {
  suspicious: [SUBJECT, column('kind', '種類'), column('message', '内容')],
  missing: [SUBJECT, column('message', '内容')],
  refused: [...PLACE, column('column', '列'), column('reason', '理由'), SUBJECT],
  change: [
    ...PLACE,
    SUBJECT,
    column('field', '項目'),
    column('from', '変更前'),
    column('to', '変更後'),
  ],
  create: [...PLACE, SUBJECT],
  unchanged: [...PLACE, SUBJECT],
  units: UNIT_COLUMNS.map((name) => column(name, name)),
  postings: POSTING_COLUMNS.map((name) => column(name, name)),
};

export function importRowsInFiles(part: ImportPart): FileList<ImportRow> {
  return { name: `取込み_${IMPORT_PART_WORDS[part]}`, columns: COLUMNS[part] };
}

export function plannedRow({ file, line, subject, detail }: PlannedRow): ImportRow {
  const said = Object.entries(detail ?? {}).map(([key, value]): [string, string] => [
    key,
    value ?? '',
  ]);
  const cells: Record<string, string> = Object.fromEntries(said);
  return { file: IMPORT_FILE_WORDS[file], line, subject, ...cells };
}

export function suspicionRow({ subject, kind, message }: Suspicion): ImportRow {
  return { subject, kind: SUSPICION_WORDS[kind], message };
}

export function readRow({ cells }: ReadRowOfFile): ImportRow {
  return cells;
}
