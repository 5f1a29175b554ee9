import iconv from 'iconv-lite';
import { composeText } from './normalize';

/** Text is guarded against formulas; numbers stay bare, null becomes an empty value. */
export type CsvCell = string | number | null;

export interface WrittenCsv {
  readonly bytes: Uint8Array;
  /** What the encoding cannot hold: `line` is where the record starts in the written file. */
  readonly replaced: readonly { readonly line: number; readonly character: string }[];
}

export interface WriteCsvOptions {
  readonly encoding: 'utf-8-bom' | 'cp932';
}

interface Replacement {
  readonly line: number;
  readonly character: string;
}

/** Starts, after spaces, with a sign that spreadsheets take as the beginning of a formula. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠−﹦﹢﹣﹫])/;

/** Stands for a character that cannot be written, as in print. */
const GETA = '〓';

/** The same sign under the code that CP932 knows. */
const CP932_TWINS: Readonly<Record<string, string>> = {
  '〜': '～',
  '−': '－',
  '—': '―',
  '‖': '∥',
  '¢': '￠',
  '£': '￡',
  '¬': '￢',
  '¥': '￥',
  '‾': '￣',
  '¦': '￤',
};

/** A character with the variation selectors that belong to it. */
const CHARACTER = /\P{Variation_Selector}\p{Variation_Selector}*|\p{Variation_Selector}/gsu;

/**
 * Writes a table as CSV with CRLF; without a header, a part of one that was begun. Text that a spreadsheet would run as a formula gets a leading
 * apostrophe; parseCsv and unguardCell give back exactly what was written. Characters that the
 * encoding lacks are written as 〓 (or without their variation selector) and reported.
 */
export function writeCsv(
  header: readonly string[] | null,
  rows: Iterable<readonly CsvCell[]>,
  { encoding }: WriteCsvOptions,
): WrittenCsv {
  const replaced: Replacement[] = [];
  const records: string[] = [];
  let line = 1;
  const append = (cells: readonly CsvCell[]): void => {
    const record = formatRecord(
      cells.map((cell) => {
        if (typeof cell !== 'string') return formatNumber(cell);
        return guardCell(
          encodable(cell, encoding, (character) => {
            replaced.push({ line, character });
          }),
        );
      }),
    );
    records.push(record);
    line += countLineBreaks(record) + 1;
  };
  if (header !== null) append(header);
  for (const row of rows) append(row);
  const text = records.map((record) => `${record}\r\n`).join('');
  return { bytes: encode(text, encoding, header !== null), replaced };
}

/**
 * The same in UTF-8, part by part, for what is too long to be built in one go: between two parts others have their turn.
 */
export async function* writeCsvParts(
  header: readonly string[],
  parts: AsyncIterable<Iterable<readonly CsvCell[]>>,
): AsyncGenerator<Uint8Array> {
  yield writeCsv(header, [], { encoding: 'utf-8-bom' }).bytes;
  for await (const rows of parts) {
    const records = Array.from(rows, (cells) => `${formatRecord(cells.map(utf8Cell))}\r\n`);
    yield Buffer.from(records.join(''), 'utf8');
  }
}

function utf8Cell(cell: CsvCell): string {
  if (typeof cell !== 'string') return formatNumber(cell);
  return guardCell(encodable(cell, 'utf-8-bom', () => undefined));
}

/** A number that begins like this is a slip of a spreadsheet, and would run as a formula wherever a list of it is opened. */
export function startsAsFormula(text: string): boolean {
  return FORMULA.test(text);
}

/** For messages about such a number: of a document, of a certificate. */
export function formulaText(what: string): string {
  return `${what}の先頭に「=」「+」「-」「@」は使えません。先頭の記号を除いてください。`;
}

/** Puts an apostrophe before what would run as a formula. Undone by unguardCell. */
export function guardCell(text: string): string {
  return FORMULA.test(withoutApostrophes(text)) ? `'${text}` : text;
}

/** Takes away the apostrophe that guardCell added, and no other. */
export function unguardCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(withoutApostrophes(text)) ? text.slice(1) : text;
}

function withoutApostrophes(text: string): string {
  return text.replace(/^'+/, '');
}

function formatNumber(value: number | null): string {
  return value === null || !Number.isFinite(value) ? '' : String(value);
}

/** A record of empty values is written in quotes, so that it is not taken for a blank line. */
function formatRecord(cells: readonly string[]): string {
  const isBlank = cells.every((cell) => cell.trim() === '');
  return cells
    .map((cell) => (isBlank || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

function countLineBreaks(text: string): number {
  return (text.match(/\r\n|\n|\r/g) ?? []).length;
}

/** The sign of UTF-8 stands at the beginning of a file, before its header. */
function encode(
  text: string,
  encoding: WriteCsvOptions['encoding'],
  isBeginning: boolean,
): Uint8Array {
  if (encoding === 'cp932') return iconv.encode(text, 'cp932');
  const bytes = Buffer.from(text, 'utf8');
  return isBeginning ? Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]) : bytes;
}

/** The text with everything replaced that the encoding cannot hold. */
function encodable(
  text: string,
  encoding: WriteCsvOptions['encoding'],
  report: (character: string) => void,
): string {
  if (encoding === 'utf-8-bom') {
    // Half of a surrogate pair: the only thing that UTF-8 cannot write.
    return text.replace(/\p{Surrogate}/gu, (half) => {
      report(half);
      return GETA;
    });
  }
  if (/^[ -~\t\r\n]*$/.test(text)) return text;
  return composeText(text).replace(CHARACTER, (character) => {
    const written = inCp932(character);
    if (written !== null) return written;
    report(character);
    const [base = ''] = character;
    return (base === character ? null : inCp932(base)) ?? GETA;
  });
}

const cp932Cache = new Map<string, string | null>();

/** How CP932 writes this character, or null. The library itself would write "?" in silence. */
function inCp932(character: string): string | null {
  const known = cp932Cache.get(character);
  if (known !== undefined) return known;
  const twin = CP932_TWINS[character] ?? character;
  const written = iconv.decode(iconv.encode(twin, 'cp932'), 'cp932') === twin ? twin : null;
  cp932Cache.set(character, written);
  return written;
}
