import { Injectable } from '@nestjs/common';
import { InvalidInput, SpreadsheetReader } from '@app/platform';
import { type ImportFile, readTable, type ReadTable, type TableLayout } from './read-files';

const REFUSED_SHEETS = {
  old_format:
    '古い形式のExcel(.xls)か、パスワードの付いたファイルです。パスワードを外し、「Excelブック(.xlsx)」かCSVで保存し直してください。',
  unreadable:
    'Excelのブックとして開けません。Excelで開けるかを確かめて保存し直すか、CSVで保存し直してください。',
} as const;

const BOOK_NAME = /\.xls[xmb]?$/i;

/** A title or an empty row above the heading, as spreadsheets have them, is passed over. */
const HEADING_WITHIN = 10;

/** Reads a table as somebody sends it in, of whatever encoding or as a spreadsheet. */
@Injectable()
export class SentTables {
  constructor(private readonly sheets: SpreadsheetReader) {}

  /**
   * InvalidInput when nothing of the file can be read. A spreadsheet is written out as the table that it is: there is one
   * reader of tables.
   */
  async read(layout: TableLayout, { fileName, bytes }: ImportFile): Promise<ReadTable> {
    const sheet = await this.sheets.read(bytes);
    if (sheet === null) return readText(layout, { fileName, bytes });
    if ('reason' in sheet) throw refusedBook(layout, sheet.reason);
    const width = Math.max(0, ...sheet.rows.map((row) => row.length));
    const first = headingOf(layout, sheet.rows);
    const lines = sheet.rows.map((row, index) => (index < first ? '' : lineOf(row, width)));
    const text = lines.join('\r\n');
    return readTable(layout, { fileName, bytes: Buffer.from(text, 'utf8') });
  }
}

/** A table that only calls itself a workbook is read as what it is; what is neither cannot be opened as one. */
function readText(layout: TableLayout, file: ImportFile): ReadTable {
  try {
    return readTable(layout, file);
  } catch (error) {
    if (error instanceof InvalidInput && BOOK_NAME.test(file.fileName))
      throw refusedBook(layout, 'unreadable');
    throw error;
  }
}

function refusedBook(
  { field, name }: TableLayout,
  reason: keyof typeof REFUSED_SHEETS,
): InvalidInput {
  return new InvalidInput({ [field]: `${name}: ${REFUSED_SHEETS[reason]}` });
}

/** The first row that has the first two headings of what must be said. */
function headingOf({ columns }: TableLayout, rows: readonly (readonly string[])[]): number {
  const needed = Object.keys(columns).filter((column) => columns[column] === 'value');
  const place = rows.slice(0, HEADING_WITHIN).findIndex((row) => {
    const cells = row.map((cell) => cell.normalize('NFKC').replace(/\s+/g, ''));
    return needed.slice(0, 2).every((column) => cells.includes(column));
  });
  return Math.max(0, place);
}

/** A line of a table; a row without anything is an empty line, so that lines keep their numbers. */
function lineOf(row: readonly string[], width: number): string {
  if (row.every((cell) => cell.trim() === '')) return '';
  return Array.from({ length: width }, (_, index) => quoted(row[index] ?? '')).join(',');
}

function quoted(cell: string): string {
  return `"${cell.replace(/[\r\n]+/g, ' ').replaceAll('"', '""')}"`;
}
