import type { RowProblem } from './plan';
import type { SourceRow } from './read-files';

interface Found {
  readonly line: number;
  readonly column?: string;
  readonly reason: string;
  /** What could be read of a record that is none, by our columns. */
  readonly cells?: SourceRow['cells'];
}

/** A problem on a line inside of a record (a value with a line break) belongs to that record. */
export function withProblems(
  rows: readonly SourceRow[],
  problems: readonly Found[],
): readonly SourceRow[] {
  if (problems.length === 0) return rows;
  const known = new Map<number, SourceRow>(rows.map((row) => [row.line, row]));
  const places = new Places(rows);
  const found = new Map<number, RowProblem[]>();
  for (const problem of problems) {
    const line = places.lineOfRecord(problem.line);
    const own = { column: problem.column ?? null, reason: problem.reason };
    const others = found.get(line);
    if (others) others.push(own);
    else found.set(line, [own]);
  }
  for (const [line, own] of found) {
    const row = known.get(line) ?? { line, cells: {}, problems: [], ...guessAt(line, problems) };
    known.set(line, { ...row, problems: [...row.problems, ...own] });
  }
  return [...known.values()].sort((a, b) => a.line - b.line);
}

/** Of whom a record may be that could not be read. */
function guessAt(at: number, problems: readonly Found[]): Pick<SourceRow, 'guessed'> {
  const guessed = problems.find(({ line, cells }) => line === at && cells !== undefined)?.cells;
  return guessed === undefined ? {} : { guessed };
}

/** Which record a line belongs to; a long value is looked through once, however many of its lines are asked for. */
class Places {
  private readonly ends = new Map<SourceRow, number>();

  constructor(private readonly rows: readonly SourceRow[]) {}

  /** The line on which its record begins; its own when it belongs to none. */
  lineOfRecord(line: number): number {
    const record = recordAt(this.rows, line);
    return record && line <= this.endOf(record) ? record.line : line;
  }

  private endOf(record: SourceRow): number {
    const end = this.ends.get(record) ?? lastLineOf(record);
    this.ends.set(record, end);
    return end;
  }
}

function lastLineOf({ line, cells }: SourceRow): number {
  const breaks = Object.values(cells)
    .join('')
    .match(/\r\n|\n|\r/g);
  return line + (breaks?.length ?? 0);
}

/** The last record that begins on this line or before; they stand in the order of their lines. */
function recordAt(rows: readonly SourceRow[], line: number): SourceRow | undefined {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.line ?? Infinity) <= line) low = middle + 1;
    else high = middle;
  }
  return rows[low - 1];
}
