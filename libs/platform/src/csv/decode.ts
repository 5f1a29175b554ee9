import iconv from 'iconv-lite';
import type { CsvProblem } from './problems';

export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'cp932' | 'euc-jp' | 'utf-16le' | 'utf-16be';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly problems: readonly CsvProblem[];
}

interface SuspiciousKind {
  readonly pattern: RegExp;
  readonly describe: (characters: string) => string;
}

/** With so many the file is hardly a text; further ones are not looked for. */
export const MAX_TEXT_PROBLEMS = 10_000;

const LINE_BREAK = /\r\n|\n|\r/;
const SUSPICIOUS = /[\uFFFD\p{Co}\p{NChar}]|(?![\t\r\n])\p{Cc}/u;

const SUSPICIOUS_KINDS: readonly SuspiciousKind[] = [
  {
    pattern: /\uFFFD/gu,
    describe: () => '読み取れない文字があります。元のファイルの文字コードと字を確かめてください。',
  },
  {
    pattern: /\p{Co}/gu,
    describe: (characters) =>
      `外字があります(${characters})。代わりの字に置き換えて、もう一度読み込んでください。`,
  },
  {
    pattern: /\p{NChar}/gu,
    describe: (characters) => `文字として定められていない符号があります(${characters})。`,
  },
  {
    pattern: /(?![\t\r\n])\p{Cc}/gu,
    describe: (characters) =>
      `目に見えない制御文字があります(${characters})。消して、もう一度読み込んでください。`,
  },
];

/**
 * Reads a file of unknown encoding without ever losing a character in silence: a byte order mark
 * decides, then the pattern of UTF-16, strict UTF-8, else CP932 (what spreadsheets here call
 * Shift_JIS) or, where that is nonsense and this is not, EUC-JP. Undecodable bytes, 外字 and control characters are named by line; the text keeps them.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const { text, encoding } = decode(bytes);
  return { text, encoding, problems: findSuspicious(text) };
}

function decode(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) {
    return { text: lenient('utf-8', bytes.subarray(3)), encoding: 'utf-8-bom' };
  }
  if (startsWith(bytes, [0xff, 0xfe])) {
    return { text: lenient('utf-16le', bytes.subarray(2)), encoding: 'utf-16le' };
  }
  if (startsWith(bytes, [0xfe, 0xff])) {
    return { text: lenient('utf-16be', bytes.subarray(2)), encoding: 'utf-16be' };
  }
  const wide = withoutMark(bytes);
  if (wide !== null) return wide;
  const utf8 = lenient('utf-8', bytes);
  const brokenInUtf8 = countUndecodable(utf8) - countEncodedReplacements(bytes);
  if (brokenInUtf8 === 0) return { text: utf8, encoding: 'utf-8' };
  // A UTF-8 file with one broken byte must not turn into a page of wrong kanji.
  if (brokenInUtf8 * 10 < countThreeByteCharacters(utf8)) return { text: utf8, encoding: 'utf-8' };
  const text = iconv.decode(bytes, 'cp932');
  return UNKNOWN_TO_CP932.test(text) && isEucJp(bytes)
    ? { text: iconv.decode(bytes, 'euc-jp'), encoding: 'euc-jp' }
    : { text, encoding: 'cp932' };
}

/** So many signs of ASCII (delimiters, digits, ends of lines) has every table in UTF-16; one byte 0 alone tells nothing. */
const FEWEST_PAIRS = 3;
const PAIRS_ONE_IN = 20;

/** UTF-16 without its mark: every sign of ASCII has a byte 0 before it or behind it, which no other encoding has. */
function withoutMark(bytes: Uint8Array): { text: string; encoding: TextEncoding } | null {
  if (bytes.length % 2 === 1 || !bytes.includes(0)) return null;
  const [little, big] = [countPairs(bytes, 0), countPairs(bytes, 1)];
  const most = Math.max(little, big);
  if (most < FEWEST_PAIRS || most * 2 * PAIRS_ONE_IN < bytes.length) return null;
  const encoding = little > big ? 'utf-16le' : 'utf-16be';
  const text = lenient(encoding, bytes);
  return text.includes('\u0000') ? null : { text, encoding };
}

/** Pairs of a sign of ASCII (at `place` of the pair) and a byte 0. */
function countPairs(bytes: Uint8Array, place: 0 | 1): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 2)
    if (bytes[at + 1 - place] === 0 && isPlain(bytes[at + place] ?? 0)) count += 1;
  return count;
}

function isPlain(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || [0x09, 0x0a, 0x0d].includes(byte);
}

const UNKNOWN_TO_CP932 = /[\uFFFD\p{Co}]/u;

/** Two bytes of A1–FE for every sign; 8E stands before a half-width kana, 8F before a sign of three bytes. */
const EUC_SIGNS = /(?:[\x00-\x7F]|[\x8E\xA1-\xFE][\xA1-\xFE]|\x8F[\xA1-\xFE]{2})*/y;

/** So much of a text tells; a sign that is cut in half at its end tells nothing. */
const EUC_BEGINNING = 32 * 1024;
const LONGEST_SIGN = 3;

function isEucJp(bytes: Uint8Array): boolean {
  const beginning = bytes.subarray(0, EUC_BEGINNING);
  EUC_SIGNS.lastIndex = 0;
  EUC_SIGNS.exec(Buffer.from(beginning).toString('latin1'));
  const isCut = beginning.length < bytes.length;
  return EUC_SIGNS.lastIndex > beginning.length - (isCut ? LONGEST_SIGN : 1);
}

/** Kana and kanji of UTF-8; CP932 read as UTF-8 hardly ever looks like them. */
function countThreeByteCharacters(text: string): number {
  return text.match(/[\u0800-\uFFFC]/g)?.length ?? 0;
}

function lenient(encoding: 'utf-8' | 'utf-16le' | 'utf-16be', bytes: Uint8Array): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function countUndecodable(text: string): number {
  return text.split('\uFFFD').length - 1;
}

/** U+FFFD that already stands in the file as EF BF BD is valid UTF-8. */
function countEncodedReplacements(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const replacement = Buffer.from('\uFFFD');
  let count = 0;
  for (let at = buffer.indexOf(replacement); at >= 0; at = buffer.indexOf(replacement, at + 3)) {
    count += 1;
  }
  return count;
}

/** One problem per line and kind: a binary file must not become a million of them. */
function findSuspicious(text: string): CsvProblem[] {
  if (!SUSPICIOUS.test(text)) return [];
  const problems: CsvProblem[] = [];
  for (const [index, content] of text.split(LINE_BREAK).entries()) {
    if (!SUSPICIOUS.test(content)) continue;
    problems.push(...problemsOf(content, index + 1));
    if (problems.length >= MAX_TEXT_PROBLEMS) break;
  }
  return problems;
}

function problemsOf(content: string, line: number): readonly CsvProblem[] {
  return SUSPICIOUS_KINDS.flatMap(({ pattern, describe }) => {
    const found = [...new Set(content.match(pattern))];
    return found.length === 0 ? [] : [{ line, reason: describe(nameCharacters(found)) }];
  });
}

function nameCharacters(characters: readonly string[]): string {
  const names = characters
    .slice(0, 5)
    .map((it) => `U+${(it.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  const rest = characters.length - names.length;
  return names.join('、') + (rest > 0 ? ` ほか${String(rest)}種類` : '');
}
