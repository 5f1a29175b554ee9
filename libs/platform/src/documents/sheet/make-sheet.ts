import writeXlsxFile, { type Cell } from 'write-excel-file/node';
import { forPaper } from './for-paper';
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
  /** Below the rows, in bold. */
  readonly total?: readonly SheetCell[];
}

/** What a spreadsheet does not take in a sheet's name, and how long one may be. */
const NOT_IN_NAME = /[\\/?*[\]:]/g;
const LONGEST_NAME = 31;
const WIDEST = 40;
const NARROWEST = 8;

/** Text stays text: a staff number keeps its zeros. The heading stays in view; widths follow the content. */
export async function makeSheet(sheet: Sheet): Promise<Buffer> {
  const { data, ...options } = partsOf(sheet);
  return writeXlsxFile(data, options).toBuffer();
}

/** Several in one file, to be printed: A4 landscape, as wide as the paper, the heading on every page. */
export async function makeWorkbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const parts = sheets.map((sheet) => ({
    ...forReading(sheet),
    orientation: 'landscape' as const,
  }));
  const names = parts.map(({ sheet }) => sheet);
  return writeXlsxFile(parts, { features: [forPaper(names, HEADING_ROWS)] }).toBuffer();
}

const HEADING_ROWS = 2;
const LINE_HEIGHT = 16;
/** A heading of a column of numbers is broken rather than make the sheet so wide that nobody can read the print. */
const WIDEST_HEADING = 14;

/** As wide as what stands below the headings; what is longer is broken into lines. */
function forReading(sheet: Sheet) {
  const parts = partsOf(sheet);
  const all = [...sheet.rows, ...(sheet.total === undefined ? [] : [sheet.total])];
  const widths = sheet.header.map((heading, index) =>
    widthOf('', all, index, Math.min(WIDEST_HEADING, textWidth(heading) + 2)),
  );
  return {
    ...parts,
    columns: widths.map((width) => ({ width })),
    // The title runs on over the cells beside it.
    data: parts.data.map((row, at) => (at === 0 ? row : inLines(row, widths))),
  };
}

function inLines(row: readonly Cell[], widths: readonly number[]): Cell[] {
  const lines = row.map((cell, index) => {
    const text = isText(cell) ? cell.value : '';
    return Math.max(1, Math.ceil((textWidth(text) + 1) / (widths[index] ?? WIDEST)));
  });
  const most = Math.max(1, ...lines);
  if (most === 1) return [...row];
  const height = most * LINE_HEIGHT;
  return row.map((cell) => {
    if (!isWritten(cell)) return cell;
    return isText(cell) ? { ...cell, wrap: true, height } : { ...cell, height };
  });
}

/** A cell in its long form, as all of a sheet are that are not empty. */
type WrittenCell = Extract<Cell, { readonly value?: unknown }>;

function isWritten(cell: Cell): cell is WrittenCell {
  return cell !== null && typeof cell === 'object' && 'value' in cell;
}

function isText(cell: Cell): cell is WrittenCell & { readonly value: string } {
  return isWritten(cell) && typeof cell.value === 'string';
}

function partsOf({ name, title, header, rows, total }: Sheet) {
  const all = total === undefined ? rows : [...rows, total];
  return {
    data: [
      [{ value: title, type: String }],
      header.map((text): Cell => ({ value: text, type: String, fontWeight: 'bold' })),
      ...rows.map((row) => row.map(cellOf)),
      ...(total === undefined ? [] : [total.map((cell) => inBold(cellOf(cell)))]),
    ],
    sheet: name.replace(NOT_IN_NAME, '・').slice(0, LONGEST_NAME),
    columns: header.map((text, index) => ({ width: widthOf(text, all, index) })),
    stickyRowsCount: HEADING_ROWS,
  };
}

function inBold(cell: Cell): Cell {
  return cell !== null && typeof cell === 'object' && 'value' in cell
    ? { ...cell, fontWeight: 'bold' }
    : cell;
}

function cellOf(cell: SheetCell): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: cell, type: String };
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'yyyy/mm/dd' };
}

/** Kanji are twice as wide as letters. */
function widthOf(
  heading: string,
  rows: readonly (readonly SheetCell[])[],
  index: number,
  least = NARROWEST,
): number {
  const widest = rows.reduce(
    (most, row) => Math.max(most, textWidth(textOf(row[index] ?? null))),
    textWidth(heading),
  );
  return Math.min(WIDEST, Math.max(least, widest + 2));
}

function textOf(cell: SheetCell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.day : String(cell);
}

function textWidth(text: string): number {
  return text.length + (text.match(/[^\u{0}-\u{ff}]/gu)?.length ?? 0);
}
