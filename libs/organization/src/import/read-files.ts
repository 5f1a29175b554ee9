import {
  type CsvRow,
  decodeText,
  InvalidInput,
  MAX_TEXT_PROBLEMS,
  parseCsv,
  type ParsedCsv,
} from '@app/platform';
import { type ColumnNeed, POSTING_LAYOUT, UNIT_LAYOUT } from './layout';
import type { RowProblem } from './plan';

export interface ImportFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
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
}

export interface SourceFile {
  readonly fileName: string;
  readonly encoding: string;
  readonly rows: readonly SourceRow[];
}

/** What was uploaded, kept with the batch so that it can be looked at years later. */
export interface ImportSource {
  readonly units: SourceFile | null;
  readonly postings: SourceFile | null;
}

const LONGEST_FILE_NAME = 200;
const LONGEST_HEADING = 40;
const MOST_UNKNOWN = 20;
const TABLES: Readonly<Record<'units' | 'postings', TableLayout>> = {
  units: {
    ...{ field: 'units', name: '組織のファイル' },
    ...{ columns: UNIT_LAYOUT, maximumRows: 10_000 },
  },
  postings: {
    ...{ field: 'postings', name: '職員のファイル' },
    ...{ columns: POSTING_LAYOUT, maximumRows: 200_000 },
  },
};

export function requireFiles(files: ImportFiles): void {
  if (files.units || files.postings) return;
  throw new InvalidInput({ postings: '組織のファイルか職員のファイルを選んでください。' });
}

/** Reads the uploaded files. A file that cannot be a file of this layout is refused as a whole, under its field. */
export function readFiles(files: ImportFiles): ImportSource {
  return {
    units: files.units ? readFile('units', files.units) : null,
    postings: files.postings ? readFile('postings', files.postings) : null,
  };
}

function readFile(field: 'units' | 'postings', file: ImportFile): SourceFile {
  const other = TABLES[field === 'units' ? 'postings' : 'units'];
  const { fileName, encoding, rows } = readTable(TABLES[field], file, other);
  return { fileName, encoding, rows };
}

/** A table that is sent in: what its field and it are called, its headings, and how long it may be. */
export interface TableLayout {
  readonly field: string;
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnNeed>>;
  readonly maximumRows: number;
  /** Other headings that mean one of the columns. */
  readonly alsoCalled?: Readonly<Record<string, string>>;
}

/** A table as it was read, with the headings that are none of its columns. */
export interface ReadTable extends SourceFile {
  readonly unknownColumns: readonly string[];
}

/** Reads one table. `other` is the table that is easily chosen in its place. */
export function readTable(table: TableLayout, file: ImportFile, other?: TableLayout): ReadTable {
  const decoded = decodeText(file.bytes);
  if (decoded.problems.length >= MAX_TEXT_PROBLEMS) throw notText(table);
  const parsed = parseCsv(decoded.text, { maxRows: table.maximumRows });
  requireNoDoubles(table, parsed.header);
  const names = new Map(parsed.header.map((heading) => [columnOf(table, heading), heading]));
  requireReadable(table, parsed, names, other);
  const rows = parsed.rows.map((row) => withOwnColumns(row, Object.keys(table.columns), names));
  const problems = [...decoded.problems, ...parsed.problems];
  return {
    fileName: shortened(file.fileName, LONGEST_FILE_NAME),
    encoding: decoded.encoding,
    rows: withProblems(rows, problems),
    unknownColumns: unknownColumns(table, names),
  };
}

/** Half a sign, which the cut may leave, can be kept in no JSON of the database. */
function shortened(text: string, longest: number): string {
  const short = text.replace(/\p{Cc}/gu, '').slice(0, longest);
  return short.replace(/\p{Surrogate}/gu, '');
}

/** As many as tell that another file was meant. */
function unknownColumns(
  { columns }: TableLayout,
  names: ReadonlyMap<string, string>,
): readonly string[] {
  const unknown = [...names].flatMap(([column, heading]) =>
    column === '' || Object.hasOwn(columns, column) ? [] : [shortened(heading, LONGEST_HEADING)],
  );
  return unknown.slice(0, MOST_UNKNOWN);
}

function notText({ field, name }: TableLayout): InvalidInput {
  const count = MAX_TEXT_PROBLEMS.toLocaleString('ja-JP');
  const reason = `読み取れない文字や目に見えない文字が${count}行以上にあります。CSVのファイルか、文字コードが合っているかを確かめてください。`;
  return new InvalidInput({ [field]: `${name}: ${reason}` });
}

/** Two spellings of one column: which of them counts, only the sender knows. */
function requireNoDoubles(table: TableLayout, header: readonly string[]): void {
  const { field, name, columns } = table;
  for (const column of Object.keys(columns)) {
    const spellings = new Set(header.filter((heading) => columnOf(table, heading) === column));
    if (spellings.size < 2) continue;
    const reason = `見出し「${[...spellings].join('」と「')}」は同じ列です。どちらか1つにしてください。`;
    throw new InvalidInput({ [field]: `${name}: ${reason}` });
  }
}

function requireReadable(
  table: TableLayout,
  parsed: ParsedCsv,
  names: ReadonlyMap<string, string>,
  other?: TableLayout,
): void {
  const refuse = (reason: string): never => {
    throw new InvalidInput({ [table.field]: `${table.name}: ${reason}` });
  };
  const missing = missingColumns(table, names);
  const [fault] = parsed.problems;
  if (parsed.header.length === 0) refuse(fault?.reason ?? '中身がありません。');
  if (missing.length > 0) refuse(missingText(missing, names, other));
  if (parsed.rows.length === 0) refuse(fault?.reason ?? 'データの行がありません。');
}

/** Two files are easily chosen the wrong way round. */
function missingText(
  missing: readonly string[],
  names: ReadonlyMap<string, string>,
  other: TableLayout | undefined,
): string {
  if (other !== undefined && missingColumns(other, names).length === 0)
    return `${other.name}のようです。選ぶ欄が逆になっていないか、確かめてください。`;
  return `列「${missing.join('」「')}」がありません。1行目の見出しをレイアウトに合わせてください。`;
}

function missingColumns(
  { columns }: TableLayout,
  names: ReadonlyMap<string, string>,
): readonly string[] {
  return Object.keys(columns).filter((name) => !names.has(name) && columns[name] !== 'nothing');
}

/** Headings may come in half-width kana and with spaces, and by another name. */
function columnOf({ alsoCalled = {} }: TableLayout, heading: string): string {
  const plain = heading.normalize('NFKC').replace(/\s+/g, '');
  return (Object.hasOwn(alsoCalled, plain) ? alsoCalled[plain] : undefined) ?? plain;
}

function withOwnColumns(
  row: CsvRow,
  columns: readonly string[],
  names: ReadonlyMap<string, string>,
): SourceRow {
  const cells = columns.flatMap((column) => {
    const heading = names.get(column);
    return heading === undefined ? [] : [[column, storable(row.cells[heading] ?? '')] as const];
  });
  return { line: row.line, cells: Object.fromEntries(cells), problems: [] };
}

/** PostgreSQL keeps no NUL; the row is refused for it anyway. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}

/** A problem on a line inside of a record (a value with a line break) belongs to that record. */
function withProblems(
  rows: readonly SourceRow[],
  problems: readonly { readonly line: number; readonly column?: string; readonly reason: string }[],
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
    const row = known.get(line) ?? { line, cells: {}, problems: [] };
    known.set(line, { ...row, problems: [...row.problems, ...own] });
  }
  return [...known.values()].sort((a, b) => a.line - b.line);
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
