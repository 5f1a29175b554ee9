import iconv from 'iconv-lite';
import type { CsvProblem } from './problems';

export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'cp932' | 'utf-16le' | 'utf-16be';

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
 * decides, then strict UTF-8, else CP932 (what spreadsheets here call Shift_JIS). Undecodable
 * bytes, 外字 and control characters are named by line; the text keeps them.
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
  const utf8 = lenient('utf-8', bytes);
  const brokenInUtf8 = countUndecodable(utf8) - countEncodedReplacements(bytes);
  if (brokenInUtf8 === 0) return { text: utf8, encoding: 'utf-8' };
  // A UTF-8 file with one broken byte must not turn into a page of wrong kanji.
  return brokenInUtf8 * 10 < countThreeByteCharacters(utf8)
    ? { text: utf8, encoding: 'utf-8' }
    : { text: iconv.decode(bytes, 'cp932'), encoding: 'cp932' };
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
