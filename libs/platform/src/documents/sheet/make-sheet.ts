import writeXlsxFile, { type Cell } from 'write-excel-file/node';
import type { LocalDate } from '../../calendar/local-date';

/** A day in a table: written as a real date, so that a spreadsheet sorts and filters it. */
export interface DayCell {
  readonly day: LocalDate;
}

export type SheetCell = string | number | DayCell | null;

export interface Sheet {
  readonly name: string;
  /** Above the heading: what the list is, as of when, by which filter. */
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
}

/** What a spreadsheet does not take in a sheet's name, and how long one may be. */
const NOT_IN_NAME = /[\\/?*[\]:]/g;
const LONGEST_NAME = 31;
const WIDEST = 40;
const NARROWEST = 8;

/** Text stays text: a staff number keeps its zeros. The heading stays in view; widths follow the content. */
export async function makeSheet({ name, title, header, rows }: Sheet): Promise<Buffer> {
  const data = [
    [{ value: title, type: String }],
    header.map((text): Cell => ({ value: text, type: String, fontWeight: 'bold' })),
    ...rows.map((row) => row.map(cellOf)),
  ];
  const file = writeXlsxFile(data, {
    sheet: name.replace(NOT_IN_NAME, '・').slice(0, LONGEST_NAME),
    columns: header.map((text, index) => ({ width: widthOf(text, rows, index) })),
    stickyRowsCount: 2,
  });
  return file.toBuffer();
}

function cellOf(cell: SheetCell): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: cell, type: String };
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'yyyy/mm/dd' };
}

/** Kanji are twice as wide as letters. */
function widthOf(heading: string, rows: readonly (readonly SheetCell[])[], index: number): number {
  const widest = rows.reduce(
    (most, row) => Math.max(most, textWidth(textOf(row[index] ?? null))),
    textWidth(heading),
  );
  return Math.min(WIDEST, Math.max(NARROWEST, widest + 2));
}

function textOf(cell: SheetCell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.day : String(cell);
}

function textWidth(text: string): number {
  return text.length + (text.match(/[^\u{0}-\u{ff}]/gu)?.length ?? 0);
}
