import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InvalidInput, MOST_SHEET_ROWS, type SheetTexts, SpreadsheetReader } from '@app/platform';
import { type CityWords, NO_WORDS } from './city-words';
import type { SentMark } from './layout';
import { type ImportFile, readTable, type ReadTable, type TableLayout } from './read-files';
import { countColumns } from './table-columns';
import { levelsOf } from './wide-units.rules';

const REFUSED_SHEETS = {
  old_format:
    '古い形式のExcel(.xls)か、パスワードの付いたファイルです。パスワードを外し、「Excelブック(.xlsx)」かCSVで保存し直してください。',
  unreadable:
    'Excelのブックとして開けません。Excelで開けるかを確かめて保存し直すか、CSVで保存し直してください。',
} as const;

const HIDDEN_ONLY =
  '表のあるシートが非表示です。Excelで再表示し、中身を確かめてから送り直してください。';

const BOOK_NAME = /\.xls[xmb]?$/i;

/** Titles and empty rows stand above the heading, never more than this. */
const HEADING_WITHIN = 30;
/** A title and the heading do not count against the limit. */
const ABOVE_ROWS = 20;

interface Asked {
  /** The sheet to read; the one with the most columns of the table when none is named. */
  readonly sheet?: string | undefined;
  readonly words?: CityWords | undefined;
  /** Whether there is a field for the name of a sheet. */
  readonly canName?: boolean;
}

/** Reads a table as somebody sends it in, of whatever encoding or as a spreadsheet. */
@Injectable()
export class SentTables {
  constructor(private readonly sheets: SpreadsheetReader) {}

  /** InvalidInput when nothing of the file can be read. */
  async read(layout: TableLayout, file: ImportFile): Promise<ReadTable> {
    return readText(layout, await this.asText(layout, file));
  }

  /**
   * The file as a text. A spreadsheet is written out as the table that it is: there is one reader of tables. InvalidInput
   * when it cannot be opened, is too long, or nobody knows which of its sheets is meant.
   */
  async asText(layout: TableLayout, file: ImportFile, asked: Asked = {}): Promise<ImportFile> {
    const book = await this.sheets.read(file.bytes);
    const sent = markOf(file.bytes);
    if (book === null) return { ...file, sent };
    if ('reason' in book) throw refused(layout, REFUSED_SHEETS[book.reason]);
    const sheet = chosenSheet(layout, book.sheets, asked);
    if (sheet.rows.length > MOST_SHEET_ROWS + ABOVE_ROWS) {
      const most = MOST_SHEET_ROWS.toLocaleString('ja-JP');
      throw refused(
        layout,
        `Excelのブックで読めるのは${most}行までです。CSVで保存し直すか、ファイルを分けてください。`,
      );
    }
    const width = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
    const lines = sheet.rows.map((row) => lineOf(row, width));
    const { name, merged, broken } = sheet;
    return {
      fileName: file.fileName,
      bytes: Buffer.from(lines.join('\r\n'), 'utf8'),
      sheet: { name, merged, broken },
      sent,
    };
  }
}

function markOf(bytes: Uint8Array): SentMark {
  return { byteSize: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A table that only calls itself a workbook is read as what it is; what is neither cannot be opened as one. */
export function notABook(layout: TableLayout, file: ImportFile): InvalidInput | null {
  return BOOK_NAME.test(file.fileName) && file.sheet === undefined
    ? refused(layout, REFUSED_SHEETS.unreadable)
    : null;
}

function readText(layout: TableLayout, file: ImportFile): ReadTable {
  try {
    return readTable(layout, file);
  } catch (error) {
    const other = error instanceof InvalidInput ? notABook(layout, file) : null;
    throw other ?? error;
  }
}

function refused({ field, name }: TableLayout, reason: string): InvalidInput {
  return new InvalidInput({ [field]: `${name}: ${reason}` });
}

/** The sheet that is named, or the one that is obvious by its columns; what its sender does not see may be of last year. */
function chosenSheet(
  layout: TableLayout,
  all: readonly SheetTexts[],
  { sheet: name = '', ...asked }: Asked,
): SheetTexts {
  const sheets = all.filter(({ isHidden }) => !isHidden);
  if (sheets.length === 0 && all.length > 0) throw refused(layout, HIDDEN_ONLY);
  requireSeen(layout, all, name.trim());
  return name.trim() === ''
    ? obviousSheet(layout, sheets, asked)
    : namedSheet(layout, sheets, name.trim());
}

function obviousSheet(
  layout: TableLayout,
  sheets: readonly SheetTexts[],
  { words = NO_WORDS, canName = false }: Omit<Asked, 'sheet'>,
): SheetTexts {
  const scored = sheets.map((sheet) => ({ sheet, ...headingOf(layout, sheet, words) }));
  const most = Math.max(0, ...scored.map(({ score }) => score));
  const likely = scored.filter(({ score }) => score === most);
  const filled = likely.filter(({ sheet, at }) => hasRows(sheet, at));
  const [best, second] = (filled.length > 0 ? filled : likely).map(({ sheet }) => sheet);
  if (best === undefined) throw refused(layout, REFUSED_SHEETS.unreadable);
  if (second === undefined || most === 0) return best;
  const next = canName ? 'か、シートの名前を指定' : '(ほかのシートは消すか非表示に)';
  throw refused(
    layout,
    `どのシートを読むのか分かりません(「${best.name}」と「${second.name}」に同じ列があります)。${namesText(sheets)}読むシートを1つにする${next}してください。`,
  );
}

function requireSeen(layout: TableLayout, sheets: readonly SheetTexts[], name: string): void {
  if (!sheets.some((sheet) => sheet.isHidden && sheet.name.trim() === name)) return;
  throw refused(
    layout,
    `シート「${name}」は非表示です。Excelで再表示し、中身を確かめてから送り直してください。`,
  );
}

function namedSheet(layout: TableLayout, sheets: readonly SheetTexts[], name: string): SheetTexts {
  const named = sheets.find((sheet) => sheet.name.trim() === name);
  if (named) return named;
  throw refused(layout, `シート「${name}」がありません。${namesText(sheets)}`);
}

function namesText(sheets: readonly SheetTexts[]): string {
  return `シートは「${sheets.map((sheet) => sheet.name).join('」「')}」です。`;
}

/** Where the heading stands, by how many columns of the table it has. */
function headingOf(layout: TableLayout, { rows }: SheetTexts, words: CityWords) {
  const isWide = layout.field === 'units';
  const scores = rows
    .slice(0, HEADING_WITHIN)
    .map((row) =>
      Math.max(countColumns(layout, row, words), isWide ? levelsOf(row).length * 2 : 0),
    );
  const score = Math.max(0, ...scores);
  return { score, at: scores.indexOf(score) };
}

function hasRows({ rows }: SheetTexts, heading: number): boolean {
  return rows.slice(heading + 1).some((row) => !isBlank(row));
}

function isBlank(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === '');
}

/** A line of a table; a row without anything is an empty line, so that lines keep their numbers. */
function lineOf(row: readonly string[], width: number): string {
  if (isBlank(row)) return '';
  return Array.from({ length: width }, (_, index) => quoted(row[index] ?? '')).join(',');
}

function quoted(cell: string): string {
  return `"${cell.replace(/[\r\n]+/g, ' ').replaceAll('"', '""')}"`;
}
