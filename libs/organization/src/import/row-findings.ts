import type { ColumnNeed } from './layout';
import type { RowProblem } from './plan';
import type { SourceRow } from './read-files';

/** What is wrong with a value of a row, and what to do about it. */
interface RowFinding {
  /** Empty: the row as a whole. */
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly remedy: string;
}

interface FindingWords {
  readonly columns: Readonly<Record<string, ColumnNeed>>;
  readonly remedyOf: (column: string, value: string, reason: string) => string;
}

const MAY_BE_EMPTY = 'セルを空にするか、直してください。';

/** Nothing of the line could be read: its cells are not empty, they are not known. */
export function isUnread({ cells, problems }: SourceRow): boolean {
  return problems.length > 0 && Object.keys(cells).length === 0;
}

/** The problems of a row, value by value, with what to do about each. */
export function rowFindings(
  row: SourceRow,
  problems: readonly RowProblem[],
  { columns, remedyOf }: FindingWords,
): readonly RowFinding[] {
  return problems.map((problem) => {
    const { reason } = problem;
    const column = isUnread(row) ? '' : (problem.column ?? '');
    const value = row.cells[column] ?? '';
    // What the file itself does not give was never left out by whoever sent it.
    const isBroken = row.problems.includes(problem) && value.trim() === '';
    const mayBeEmpty = isBroken && columns[column] === 'nothing';
    return {
      column,
      value,
      reason,
      remedy: mayBeEmpty ? MAY_BE_EMPTY : remedyOf(column, value, reason),
    };
  });
}
