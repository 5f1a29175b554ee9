import type { CsvProblem } from '@app/platform';

/** The table on a sheet. */
export interface SheetTable {
  readonly header: readonly string[];
  readonly names: ReadonlyMap<string, string>;
  readonly heading: number;
}

interface MergedRange {
  readonly ref: string;
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

/** Explaining one tells what to do with all; of a sheet that is full of them not every cell is named. */
const MOST_PROBLEMS = 2_000;
const MOST_ROWS = 20_000;

/** Every row below the heading that lacks a value of ours because its cell was made one with another. */
export function mergedProblems(
  merged: readonly string[],
  table: SheetTable,
): readonly CsvProblem[] {
  const columns = columnsByPlace(table);
  const problems: CsvProblem[] = [];
  for (const range of merged.flatMap(rangeOf)) {
    if (problems.length >= MOST_PROBLEMS) break;
    const [top, bottom] = range.rows;
    for (let line = Math.max(top, table.heading + 1); line <= bottom; line += 1)
      problems.push(...problemsIn(range, line, columns));
  }
  return problems;
}

/** Our columns by where they stand on the sheet; the first is 1. */
export function columnsByPlace({ names, header }: SheetTable): ReadonlyMap<number, string> {
  return new Map([...names].map(([column, heading]) => [header.indexOf(heading) + 1, column]));
}

/** Where a cell stands; null for what is none. */
export function placeOf(cell: string): { readonly line: number; readonly column: number } | null {
  const [, letters = '', line = ''] = /^([A-Z]{1,3})(\d{1,7})$/.exec(cell) ?? [];
  return line === '' ? null : { line: Number(line), column: numberOf(letters) };
}

function problemsIn(
  { ref, rows: [top], columns: [left, right] }: MergedRange,
  line: number,
  columns: ReadonlyMap<number, string>,
): readonly CsvProblem[] {
  const lacking = Array.from({ length: right - left + 1 }, (_, at) => left + at).filter(
    (at) => !(line === top && at === left),
  );
  return lacking.flatMap((at) => {
    const column = columns.get(at);
    return column === undefined ? [] : [{ line, column, reason: reasonOf(ref, nameOf(at, line)) }];
  });
}

/** What is said of merged cells in the row that was taken for the heading. */
export function mergedText(merged: readonly string[], heading: number): string {
  const refs = merged
    .flatMap(rangeOf)
    .filter(({ rows: [first, last] }) => first <= heading && last >= heading)
    .map(({ ref }) => ref);
  return refs.length === 0
    ? ''
    : `見出しのセル${refs.slice(0, 3).join('、')}が結合されています。結合を解除し、見出しを1行にしてください。`;
}

function reasonOf(ref: string, cell: string): string {
  return `セル${ref}が結合されているため、${cell}に値がありません。Excelで結合を解除し、どの行にも値を入れてください。`;
}

function rangeOf(ref: string): MergedRange[] {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref);
  if (!match) return [];
  const [, left = '', top, right = '', bottom] = match;
  const rows = [Number(top), Math.min(Number(bottom), MOST_ROWS)] as const;
  const columns = [numberOf(left), Math.min(numberOf(right), 200)] as const;
  return [{ ref, rows, columns }];
}

/** A is 1, Z 26, AA 27. */
function numberOf(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function nameOf(column: number, line: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${String(line)}`;
}
