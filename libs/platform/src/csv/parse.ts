import { CsvError, parse } from 'csv-parse/sync';
import { type Delimiter, DELIMITER_WORDS } from './delimiters';
import { Position } from './position';
import type { CsvProblem } from './problems';

export interface CsvRow {
  /** Physical line on which the record starts; values may contain line breaks. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface ParsedCsv {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly problems: readonly CsvProblem[];
  /** There are more rows than were asked for, and nobody has read them. */
  readonly isCut: boolean;
  /** Whether reading was given up because of too many faults: what stands behind them is not known. */
  readonly isGivenUp: boolean;
}

/** After so many broken quotes the rest of the file is not worth guessing at. */
const MAX_QUOTE_ERRORS = 20;
/** A file with more faults than this is another kind of file; naming a fault costs time. */
const MAX_PROBLEMS = 10_000;
/** Of a spreadsheet that was saved with all of its empty columns a few hundred. */
const MAX_COLUMNS = 1_000;

export interface CsvForm {
  readonly maxRows: number;
  readonly delimiter?: Delimiter;
  /** The physical line of the heading; what stands above it is passed over. */
  readonly headingLine?: number;
  /** Columns that nobody reads may stand twice and without a name. All matter when it is not told. */
  readonly matters?: (heading: string) => boolean;
}

/** Thrown inside csv-parse, which offers no other way to stop at a record. */
class EndOfReading extends Error {}

/**
 * Reads a table of separated values with one heading line. Nothing is dropped in silence: a record
 * that cannot be trusted (ragged, broken quotes) is left out of `rows` and named in `problems`;
 * with a faulty heading there are no rows at all. Blank lines do not count as records, an empty
 * value in quotes does; neither do delimiters without values at the end of a line. Values are handed on as they stand.
 */
export function parseCsv(text: string, form: CsvForm): ParsedCsv {
  const table = new Table(form);
  const bytes = Buffer.from(text.startsWith('\uFEFF') ? text.slice(1) : text, 'utf8');
  const position = new Position(bytes);
  while (position.line < (form.headingLine ?? 1) && position.offset < bytes.length)
    position.skipLine();
  let quoteErrors = 0;
  while (position.offset < bytes.length) {
    const error = readRecords(position, table);
    if (error === null) break;
    quoteErrors += 1;
    table.problems.push({ line: position.line, reason: describeQuoteError(error) });
    if (!table.hasHeader) break;
    if (quoteErrors === MAX_QUOTE_ERRORS) {
      const reason = '引用符の誤りが多いため、この行から先は読んでいません。';
      table.problems.push({ line: position.line, reason });
      table.giveUp();
      break;
    }
    position.skipLine();
  }
  return table.finish();
}

/** Reads from `position` to the end, or to the record with the returned error. */
function readRecords(position: Position, table: Table): CsvError | null {
  const base = position.offset;
  try {
    parse(position.bytes.subarray(base), {
      bom: false,
      delimiter: table.delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], info) => {
        position.skipEmptyLines();
        const { line, offset } = position;
        position.moveTo(base + info.bytes);
        const isBlank =
          cells.every((cell) => cell.trim() === '') &&
          !position.bytes.subarray(offset, position.offset).includes('"');
        if (!isBlank) table.add(line, cells);
        if (table.isClosed) throw new EndOfReading();
        return null;
      },
    });
    position.moveTo(position.bytes.length);
    return null;
  } catch (error) {
    if (error instanceof EndOfReading) return null;
    if (!(error instanceof CsvError)) throw error;
    position.skipEmptyLines();
    return error;
  }
}

function describeQuoteError(error: CsvError): string {
  return error.code === 'CSV_QUOTE_NOT_CLOSED'
    ? '引用符(")が閉じられていません。閉じの引用符を加えてください。'
    : '引用符(")の使い方に誤りがあります。閉じ忘れがないか、値の中の " を "" と書いているかを確かめてください。';
}

/** Collects records: the first is the heading, the others must be as wide as it. */
class Table {
  readonly problems: CsvProblem[] = [];
  /** Nothing more will be added. */
  isClosed = false;
  private isCut = false;
  private isGivenUp = false;
  private readonly rows: CsvRow[] = [];
  private header: readonly string[] | null = null;
  private isHeaderUsable = true;
  readonly delimiter: Delimiter;

  constructor(private readonly form: CsvForm) {
    this.delimiter = form.delimiter ?? ',';
  }

  get hasHeader(): boolean {
    return this.header !== null;
  }

  add(line: number, all: readonly string[]): void {
    const cells = withoutEmptyEnd(all, this.header?.length ?? 0);
    if (this.header === null) this.readHeader(line, cells);
    else if (cells.length !== this.header.length) this.refuseRagged(line, cells, this.header);
    else if (this.rows.length === this.form.maxRows) this.refuseSurplus(line);
    else {
      const entries = this.header.map((name, index) => [name, cells[index] ?? ''] as const);
      this.rows.push({ line, cells: Object.fromEntries(entries) });
    }
  }

  giveUp(): void {
    this.isClosed = true;
    this.isGivenUp = true;
  }

  finish(): ParsedCsv {
    if (this.header === null && this.problems.length === 0) {
      const reason = '見出し行がありません。1行目に列の名前を書いてください。';
      this.problems.push({ line: 1, reason });
    }
    return {
      header: this.header ?? [],
      rows: this.isHeaderUsable ? this.rows : [],
      problems: this.problems,
      isCut: this.isCut,
      isGivenUp: this.isGivenUp,
    };
  }

  private readHeader(line: number, cells: readonly string[]): void {
    const header = cells.map((cell) => cell.trim());
    this.header = header;
    if (header.length > MAX_COLUMNS) {
      const reason = `見出しが${String(MAX_COLUMNS)}列を超えています。区切りの文字と1行目を確かめてください。`;
      this.problems.push({ line, reason });
      this.isHeaderUsable = false;
      this.isClosed = true;
      return;
    }
    const { matters = () => true } = this.form;
    const names = header.filter((name) => name !== '' && matters(name));
    const seen = new Set<string>();
    const duplicates = new Set(names.filter((name) => seen.size === seen.add(name).size));
    for (const column of duplicates) {
      const reason = `見出し「${column}」が2つ以上あります。1つにしてください。`;
      this.problems.push({ line, column, reason });
    }
    header.forEach((name, index) => {
      const reason = `${String(index + 1)}列目の見出しが空です。名前を付けるか、列を消してください。`;
      if (name === '' && matters(name)) this.problems.push({ line, reason });
    });
    this.isHeaderUsable = this.problems.length === 0;
  }

  private refuseRagged(line: number, cells: readonly string[], header: readonly string[]): void {
    const reason = `列の数が見出しと合いません(見出し${String(header.length)}列、この行${String(cells.length)}列)。値の中の${DELIMITER_WORDS[this.delimiter]}は引用符で囲んでください。`;
    const missing = header[cells.length];
    const read = Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']));
    this.problems.push({
      ...{ line, reason, cells: read },
      ...(missing !== undefined && { column: missing }),
    });
    if (this.problems.length < MAX_PROBLEMS) return;
    this.giveUp();
    this.problems.push({ line, reason: '誤りが多いため、この行から先は読んでいません。' });
  }

  private refuseSurplus(line: number): void {
    this.isClosed = true;
    this.isCut = true;
    const reason = `データが上限の${String(this.form.maxRows)}行を超えています。ファイルを分けてください。`;
    this.problems.push({ line, reason });
  }
}

/** The row without empty cells behind its last column: some systems end every line with a delimiter. */
function withoutEmptyEnd(cells: readonly string[], width: number): readonly string[] {
  let { length } = cells;
  while (length > width && cells[length - 1]?.trim() === '') length -= 1;
  return length === cells.length ? cells : cells.slice(0, length);
}
