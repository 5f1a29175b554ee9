import { CsvError, parse } from 'csv-parse/sync';
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
}

const LF = 10;
const CR = 13;
/** After so many broken quotes the rest of the file is not worth guessing at. */
const MAX_QUOTE_ERRORS = 20;
/** A file with more faults than this is another kind of file; naming a fault costs time. */
const MAX_PROBLEMS = 10_000;
/** Of a spreadsheet that was saved with all of its empty columns a few hundred. */
const MAX_COLUMNS = 1_000;

/** Thrown inside csv-parse, which offers no other way to stop at a record. */
class EndOfReading extends Error {}

/**
 * Reads a comma-separated table with one heading line. Nothing is dropped in silence: a record
 * that cannot be trusted (ragged, broken quotes) is left out of `rows` and named in `problems`;
 * with a faulty heading there are no rows at all. Blank lines do not count as records, an empty
 * value in quotes does. Values are handed on as they stand.
 */
export function parseCsv(text: string, { maxRows }: { readonly maxRows: number }): ParsedCsv {
  const table = new Table(maxRows);
  const bytes = Buffer.from(text.startsWith('\uFEFF') ? text.slice(1) : text, 'utf8');
  const position = new Position(bytes);
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

/** A place in the file and its line number; only moves forward. */
class Position {
  offset = 0;
  line = 1;

  constructor(readonly bytes: Buffer) {}

  moveTo(offset: number): void {
    while (this.offset < offset) this.step();
  }

  skipEmptyLines(): void {
    while (this.bytes[this.offset] === LF || this.bytes[this.offset] === CR) this.step();
  }

  skipLine(): void {
    const line = this.line;
    while (this.line === line && this.offset < this.bytes.length) this.step();
  }

  private step(): void {
    const byte = this.bytes[this.offset];
    this.offset += 1;
    if (byte === LF || (byte === CR && this.bytes[this.offset] !== LF)) this.line += 1;
  }
}

/** Collects records: the first is the heading, the others must be as wide as it. */
class Table {
  readonly problems: CsvProblem[] = [];
  /** Nothing more will be added. */
  isClosed = false;
  private readonly rows: CsvRow[] = [];
  private header: readonly string[] | null = null;
  private isHeaderUsable = true;

  constructor(private readonly maxRows: number) {}

  get hasHeader(): boolean {
    return this.header !== null;
  }

  add(line: number, cells: readonly string[]): void {
    if (this.header === null) this.readHeader(line, cells);
    else if (cells.length !== this.header.length) this.refuseRagged(line, cells, this.header);
    else if (this.rows.length === this.maxRows) this.refuseSurplus(line);
    else {
      const entries = this.header.map((name, index) => [name, cells[index] ?? ''] as const);
      this.rows.push({ line, cells: Object.fromEntries(entries) });
    }
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
    const duplicates = new Set(header.filter((name, index) => header.indexOf(name) !== index));
    duplicates.delete('');
    for (const column of duplicates) {
      const reason = `見出し「${column}」が2つ以上あります。1つにしてください。`;
      this.problems.push({ line, column, reason });
    }
    header.forEach((name, index) => {
      const reason = `${String(index + 1)}列目の見出しが空です。名前を付けるか、列を消してください。`;
      if (name === '') this.problems.push({ line, reason });
    });
    this.isHeaderUsable = this.problems.length === 0;
  }

  private refuseRagged(line: number, cells: readonly string[], header: readonly string[]): void {
    const reason = `列の数が見出しと合いません(見出し${String(header.length)}列、この行${String(cells.length)}列)。値の中のカンマは引用符で囲んでください。`;
    const missing = header[cells.length];
    this.problems.push(
      missing === undefined ? { line, reason } : { line, column: missing, reason },
    );
    if (this.problems.length < MAX_PROBLEMS) return;
    this.isClosed = true;
    this.problems.push({ line, reason: '誤りが多いため、この行から先は読んでいません。' });
  }

  private refuseSurplus(line: number): void {
    this.isClosed = true;
    const reason = `データが上限の${String(this.maxRows)}行を超えています。ファイルを分けてください。`;
    this.problems.push({ line, reason });
  }
}
