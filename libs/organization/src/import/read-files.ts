import {
  type CsvRow,
  decodeText,
  type Delimiter,
  DELIMITER_WORDS,
  findHeading,
  InvalidInput,
  MAX_TEXT_PROBLEMS,
  parseCsv,
  unguardCell,
  type ParsedCsv,
  type SheetTexts,
  type SkippedLine,
} from '@app/platform';
import { type CityWords, NO_WORDS, type WordKind } from './city-words';
import { type ColumnNeed, POSTING_LAYOUT, type SentMark, UNIT_LAYOUT } from './layout';
import { OFTEN_CALLED } from './often-called';
import { brokenProblems, brokenText, errorTextProblems } from './broken.rules';
import { mergedProblems, mergedText } from './merged.rules';
import { withOwnColumns } from './own-columns';
import type { RowProblem } from './plan';
import type { ToldRepairs } from './repairs.rules';
import { notText, tooFaulty, tooLong } from './refused-tables';
import { withProblems } from './row-problems';
import { LONGEST_HEADING, shortened, shownHeadings } from './shortened';
import { columnNames, type ColumnNames, countColumns, isColumn } from './table-columns';
import { flatUnits, levelsOf } from './wide-units.rules';

export interface ImportFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** The sheet that was written out as the text of `bytes`. */
  readonly sheet?: Pick<SheetTexts, 'name' | 'merged' | 'broken'> | undefined;
  /** Of the file as it was sent, before a sheet of it was written out. */
  readonly sent?: SentMark | undefined;
}

export interface ImportFiles {
  readonly units?: ImportFile | undefined;
  readonly postings?: ImportFile | undefined;
}

/** A line as it stands in the file. Lines that could not be read have problems and no cells. */
export interface SourceRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly problems: readonly RowProblem[];
  /** Of a line that could not be read as a row: what seems to stand in which column, to know whom it names. */
  readonly guessed?: Readonly<Record<string, string>>;
}

/** In what form a file came, for whoever looks at the preview. */
export interface FileForm {
  /** Null for a spreadsheet. */
  readonly delimiter: Delimiter | null;
  readonly sheet: string | null;
  readonly skipped: readonly SkippedLine[];
  readonly unknownColumns: readonly string[];
  readonly mapped: readonly { readonly heading: string; readonly column: string }[];
  /** Of a list with one row for each lowest unit: how many rows those were. */
  readonly wideRows: number | null;
  /** Null of rows that were filled in on the screen, and of files of before this was told. */
  readonly sent: SentMark | null;
}

export interface SourceFile {
  readonly fileName: string;
  readonly encoding: string;
  readonly rows: readonly SourceRow[];
  /** Files that were kept before this was told have none. */
  readonly form?: FileForm | undefined;
}

/** What was uploaded, kept with the batch so that it can be looked at years later. */
export interface ImportSource {
  readonly units: SourceFile | null;
  readonly postings: SourceFile | null;
  /** What was put right in the rows since they were read. */
  readonly repaired?: ToldRepairs;
}

const LONGEST_FILE_NAME = 200;
/** How many rows each table may have. */
export const MOST_ROWS = { units: 10_000, postings: 200_000 } as const;
export const TABLES: Readonly<Record<'units' | 'postings', TableLayout>> = {
  units: {
    ...{ field: 'units', name: '組織のファイル', wordKind: 'unit_column' },
    ...{ columns: UNIT_LAYOUT, maximumRows: MOST_ROWS.units, oftenCalled: OFTEN_CALLED.units },
  },
  postings: {
    ...{ field: 'postings', name: '職員のファイル', wordKind: 'posting_column' },
    ...{
      columns: POSTING_LAYOUT,
      maximumRows: MOST_ROWS.postings,
      oftenCalled: OFTEN_CALLED.postings,
    },
  },
};

export function requireFiles(files: ImportFiles): void {
  if (files.units || files.postings) return;
  throw new InvalidInput({ postings: '組織のファイルか職員のファイルを選んでください。' });
}

/** Reads the uploaded files. A file that cannot be a file of this layout is refused as a whole, under its field. */
export function readFiles(files: ImportFiles, words: CityWords = NO_WORDS): ImportSource {
  return {
    units: files.units ? readUnits(files.units, words) : null,
    postings: files.postings
      ? sourceOf(readTable(TABLES.postings, files.postings, { other: TABLES.units, words }))
      : null,
  };
}

/** A table that is sent in: what its field and it are called, its headings, and how long it may be. */
export interface TableLayout {
  readonly field: string;
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnNeed>>;
  readonly maximumRows: number;
  /** Other headings that mean one of the columns. */
  readonly alsoCalled?: Readonly<Record<string, string>>;
  /** The same, but only where the column itself is not there. */
  readonly oftenCalled?: Readonly<Record<string, string>>;
  /** Under which kind the city's own headings are kept. */
  readonly wordKind?: WordKind;
}

/** A table as it was read, with the headings that are none of its columns. */
export interface ReadTable extends SourceFile {
  readonly form: FileForm;
  readonly unknownColumns: readonly string[];
}

interface ReadingOf {
  /** The table that is easily chosen in its place. */
  readonly other?: TableLayout;
  readonly words?: CityWords;
}

/** Reads one table. */
export function readTable(
  table: TableLayout,
  file: ImportFile,
  { other, words = NO_WORDS }: ReadingOf = {},
): ReadTable {
  const opened = openTable(table, file, {
    known: (cells) => countColumns(table, cells, words),
    matters: (heading) => isColumn(table, heading, words),
  });
  const columns = columnNames(table, opened.parsed.header, words);
  requireNoDoubles(table, columns);
  requireReadable(table, opened, columns, other);
  const rows = opened.parsed.rows.map((row) =>
    withOwnColumns(row, Object.keys(table.columns), columns.names),
  );
  const unknownColumns = shownHeadings(columns.unknown);
  return {
    ...finished(opened, rows, columns.names),
    form: { ...formOf(opened, file), unknownColumns, mapped: columns.mapped, wideRows: null },
    unknownColumns,
  };
}

/** A list of units, flat or with one row for each lowest unit. */
function readUnits(file: ImportFile, words: CityWords): SourceFile {
  const table = TABLES.units;
  const opened = openTable(table, file, {
    known: (cells) => Math.max(countColumns(table, cells, words), levelsOf(cells).length * 2),
    matters: (heading) => isColumn(table, heading, words),
  });
  const levels = levelsOf(opened.parsed.header);
  const { names } = columnNames(table, opened.parsed.header, words);
  if (levels.length === 0 || names.has('所属コード') || opened.parsed.rows.length === 0)
    return sourceOf(readTable(table, file, { other: TABLES.postings, words }));
  const own = new Map([
    ...levels.flatMap(({ code, name }) => [[code, code] as const, [name, name] as const]),
    ...(['有効開始日', '有効終了日'] as const).flatMap((column) => {
      const heading = names.get(column);
      return heading === undefined ? [] : [[column, heading] as const];
    }),
  ]);
  const rows = opened.parsed.rows.map((row) => withOwnColumns(row, [...own.keys()], own));
  const { fileName, encoding, rows: read } = finished(opened, rows, own);
  const headings = new Set(own.values());
  const unknown = opened.parsed.header.filter(
    (heading) => heading !== '' && !headings.has(heading),
  );
  return {
    ...{ fileName, encoding, rows: flatUnits(read, levels) },
    form: {
      ...formOf(opened, file),
      unknownColumns: shownHeadings(unknown),
      mapped: [],
      wideRows: read.length,
    },
  };
}

function sourceOf({ fileName, encoding, rows, form }: ReadTable): SourceFile {
  return { fileName, encoding, rows, form };
}

/** The text of a file as records below a heading. */
interface OpenedTable {
  readonly table: TableLayout;
  readonly file: ImportFile;
  readonly encoding: string;
  readonly textProblems: ParsedCsv['problems'];
  readonly parsed: ParsedCsv;
  readonly heading: ReturnType<typeof findHeading>;
}

function openTable(
  table: TableLayout,
  file: ImportFile,
  by: {
    readonly known: (cells: readonly string[]) => number;
    readonly matters: (heading: string) => boolean;
  },
): OpenedTable {
  const decoded = decodeText(file.bytes);
  if (decoded.problems.length >= MAX_TEXT_PROBLEMS) throw notText(table);
  const heading = findHeading(decoded.text, by.known);
  const parsed = parseCsv(decoded.text, {
    maxRows: table.maximumRows,
    delimiter: heading.delimiter,
    headingLine: heading.line,
    matters: by.matters,
  });
  const textProblems = decoded.problems.filter(({ line }) => line >= heading.line);
  const asWritten = file.sheet ? parsed : { ...parsed, rows: parsed.rows.map(unguarded) };
  return { table, file, encoding: decoded.encoding, textProblems, parsed: asWritten, heading };
}

/** What our own files say: against formulas they have a sign before some values. */
function unguarded({ cells, ...row }: CsvRow): CsvRow {
  const own = Object.entries(cells).map(([heading, text]) => [heading, unguardCell(text)]);
  return { ...row, cells: Object.fromEntries(own) as CsvRow['cells'] };
}

function finished(
  { table: layout, file, encoding, textProblems, parsed, heading }: OpenedTable,
  rows: readonly SourceRow[],
  names: ReadonlyMap<string, string>,
): Pick<SourceFile, 'fileName' | 'encoding' | 'rows'> {
  if (parsed.isCut) throw tooLong(layout);
  if (parsed.isGivenUp) throw tooFaulty(layout, parsed.problems);
  const table = { header: parsed.header, names, heading: heading.line };
  const inOwnColumns = ({ cells: read, ...problem }: ParsedCsv['problems'][number]) => ({
    ...problem,
    ...(read && {
      cells: withOwnColumns({ line: 0, cells: read }, [...names.keys()], names).cells,
    }),
  });
  const { merged = [], broken = [] } = file.sheet ?? {};
  const cells = [
    ...mergedProblems(merged, table),
    ...brokenProblems(broken, table),
    ...errorTextProblems(rows),
  ];
  return {
    fileName: shortened(file.fileName, LONGEST_FILE_NAME),
    encoding: file.sheet ? 'xlsx' : encoding,
    rows: withProblems(rows, [...textProblems, ...parsed.problems.map(inOwnColumns), ...cells]),
  };
}

function formOf({ heading }: OpenedTable, { sheet, sent }: ImportFile) {
  return {
    sent: sent ?? null,
    delimiter: sheet ? null : heading.delimiter,
    sheet: sheet ? shortened(sheet.name, LONGEST_HEADING) : null,
    skipped: heading.skipped,
  };
}

function requireNoDoubles({ field, name }: TableLayout, { doubles }: ColumnNames): void {
  if (doubles === null) return;
  const reason = `見出し「${doubles.join('」と「')}」は同じ列です。どちらか1つにしてください。`;
  throw new InvalidInput({ [field]: `${name}: ${reason}` });
}

function requireReadable(
  table: TableLayout,
  { parsed, heading, file }: OpenedTable,
  { names, unknown }: ColumnNames,
  other?: TableLayout,
): void {
  const refuse = (reason: string): never => {
    throw new InvalidInput({ [table.field]: `${table.name}: ${reason}` });
  };
  const missing = missingColumns(table, names);
  const [fault] = parsed.problems;
  if (parsed.header.length === 0) refuse(fault?.reason ?? '中身がありません。');
  if (missing.length > 0) {
    const found = {
      names,
      unknown,
      heading,
      sheet: file.sheet,
    };
    refuse(missingText(table, missing, found, other));
  }
  if (parsed.rows.length === 0) refuse(fault?.reason ?? 'データの行がありません。');
}

/** Two files are easily chosen the wrong way round. */
function missingText(
  table: TableLayout,
  missing: readonly string[],
  found: {
    readonly names: ReadonlyMap<string, string>;
    readonly unknown: readonly string[];
    readonly heading: OpenedTable['heading'];
    readonly sheet: ImportFile['sheet'];
  },
  other: TableLayout | undefined,
): string {
  if (other !== undefined && missingColumns(other, found.names).length === 0)
    return `${other.name}のようです。選ぶ欄が逆になっていないか、確かめてください。`;
  const { line, delimiter } = found.heading;
  const place = `${String(line)}行目の見出しをレイアウトに合わせてください。`;
  const { sheet } = found;
  const read = sheet
    ? `(シート「${shortened(sheet.name, LONGEST_HEADING)}」の${String(line)}行目を見出しとして読みました)`
    : `(${String(line)}行目を見出し、${DELIMITER_WORDS[delimiter]}を区切りとして読みました)`;
  const cells = sheet ? mergedText(sheet.merged, line) + brokenText(sheet.broken, line) : '';
  const [first] = shownHeadings(found.unknown);
  const isMappable = table.wordKind !== undefined && first !== undefined;
  const mapping = isMappable
    ? `「${shownHeadings(found.unknown).join('」「')}」の中に同じ意味の見出しがあるときは、「言葉の対応」でその見出しを列に当てると読めます。`
    : '';
  return `列「${missing.join('」「')}」がありません${read}。${place}${cells}${mapping}`;
}

function missingColumns(
  { columns }: TableLayout,
  names: ReadonlyMap<string, string>,
): readonly string[] {
  return Object.keys(columns).filter((name) => !names.has(name) && columns[name] !== 'nothing');
}
