import { normalizeCode } from '@app/platform';
import type { ImportFileKind } from '../import/plan';
import type { ImportSource, SourceFile, SourceRow } from '../import/read-files';

/** What a row of a draft is for, as it was filled in; `file`: as HR's file had it. */
export const DRAFT_ACTS = ['file', 'move', 'promote', 'retire', 'hire', 'absence', 'unit'] as const;
export type DraftAct = (typeof DRAFT_ACTS)[number];

export type Cells = Readonly<Record<string, string>>;

/** All rows of one person (by number) or of one unit (by code). */
export interface DraftSubject {
  readonly file: ImportFileKind;
  readonly subject: string;
  readonly act: DraftAct;
  readonly position: number;
  readonly cells: readonly Cells[];
}

/** What stands in the list of imports in the place of a file's name. */
const FILE_NAME = '異動案';
const SUBJECT_COLUMN: Readonly<Record<ImportFileKind, string>> = {
  postings: '職員番号',
  units: '所属コード',
};

/** The rows of files as rows of a draft, person by person and unit by unit, in the order of the files. */
export function subjectsOf(source: ImportSource): readonly DraftSubject[] {
  return (['units', 'postings'] as const).flatMap((file) =>
    groupsOf(file, source[file]?.rows ?? []),
  );
}

function groupsOf(file: ImportFileKind, rows: readonly SourceRow[]): readonly DraftSubject[] {
  const groups = new Map<string, Cells[]>();
  for (const { cells } of rows) {
    const subject = normalizeCode(cells[SUBJECT_COLUMN[file]] ?? '');
    groups.set(subject, [...(groups.get(subject) ?? []), cells]);
  }
  return [...groups].map(([subject, cells], position) => ({
    ...{ file, subject, position, cells },
    act: 'file' as const,
  }));
}

/** The draft as HR's files would tell it. */
export function sourceOf(subjects: readonly DraftSubject[]): ImportSource {
  return { units: fileOf(subjects, 'units'), postings: fileOf(subjects, 'postings') };
}

function fileOf(subjects: readonly DraftSubject[], file: ImportFileKind): SourceFile | null {
  const cells = subjects.filter((it) => it.file === file).flatMap((it) => it.cells);
  if (cells.length === 0) return null;
  const rows = cells.map((it, index) => ({ line: index + 1, cells: it, problems: [] }));
  return { fileName: FILE_NAME, encoding: 'utf-8', rows };
}
