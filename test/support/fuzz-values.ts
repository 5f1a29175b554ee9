import fc from 'fast-check';
import { HOSTILE_TEXTS, HOSTILE_VALUES } from './hostile';
import { PAYLOAD } from './markup';

/** Days that calendars, databases and spreadsheets stumble over. */
const DATES = [
  '2026-02-29',
  '2028-02-29',
  '2026-04-31',
  '0000-01-01',
  '0001-01-01',
  '1752-09-03',
  '1900-02-29',
  '1970-01-01',
  '2019-04-30',
  '2038-01-19',
  '9999-12-31',
  '10000-01-01',
  '-000001-01-01',
  '+275760-09-14',
  '2026-4-1',
  '2026/04/01',
  '２０２６-０４-０１',
  '令和8年4月1日',
  'R8.4.1',
  '平成元年1月7日',
  '2026-11-16T10:00:00+09:00',
  '2026-11',
  'infinity',
  '-infinity',
  'today',
  'epoch',
];

/** Numbers at the edges of what a byte, an integer, a double and a fiscal year hold. */
const NUMBERS = [
  '-1',
  '0',
  '-0',
  '1',
  '32768',
  '9999',
  '2147483647',
  '2147483648',
  '-2147483649',
  '4294967296',
  '9007199254740993',
  '9223372036854775808',
  '99999999999999999999',
  '1e309',
  '1e-7',
  '0x10',
  '0b1',
  '1.5',
  '1,000',
  '１２３',
  '٣',
  '⑤',
  '²',
  'NaN',
  'Infinity',
  '00000000000000000000001',
  ' 7 ',
  '1n',
  '9'.repeat(400),
];

const SHORT_TEXTS = HOSTILE_TEXTS.filter((text) => text.length < 400);
/** Without what no field can hold: that is refused before a handler sees it, and is tried with the frames. */
const READABLE_TEXTS = SHORT_TEXTS.filter((text) => !/[\u0000\p{Surrogate}]/u.test(text));

export const hostileDate = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...DATES) },
  {
    weight: 1,
    arbitrary: fc.date({ noInvalidDate: true }).map((day) => day.toISOString().replace(/T.*$/, '')),
  },
);

export const hostileNumber = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 1, arbitrary: fc.bigInt().map(String) },
  { weight: 1, arbitrary: fc.double().map(String) },
);

/** Words that attack, signs that no keyboard has, long ones, our own payload. */
export const hostileText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...READABLE_TEXTS) },
  { weight: 3, arbitrary: fc.constant(PAYLOAD) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom('あ', 'x', '\u0301', '\u202e', '\u200b', '👨‍👩‍👧‍👦', '\n', ' '),
        fc.nat(1500),
      )
      .map(([sign, times]) => sign.repeat(times)),
  },
);

export const hostileWord = fc.oneof(hostileText, hostileDate, hostileNumber);

/** What stands in JSON where a word is expected: other kinds, lists, depths, names that objects have by birth. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_VALUES.slice(0, -1)) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 2, arbitrary: hostileWord },
  { weight: 1, arbitrary: fc.nat(28).map(nested) },
  { weight: 1, arbitrary: fc.nat(300).map((length) => Array.from({ length }, () => 'x')) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.integer() },
);

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** What can be done to one part of a path. */
export const PATH_WAYS = [
  'capitals',
  'encoded',
  'full-width',
  'blank',
  'overlong',
  'broken',
  'nul',
  'latin1',
  'dots',
  'text',
] as const;
export type PathWay = (typeof PATH_WAYS)[number];

/** The part as it then stands in the address, encoded as far as a client of ours must. */
export function inPath(part: string, way: PathWay, text: string): string {
  const plain = encodeURIComponent(part);
  switch (way) {
    case 'capitals':
      return plain.toUpperCase();
    case 'encoded':
      return [...Buffer.from(part)].map((byte) => `%${byte.toString(16)}`).join('');
    case 'full-width':
      return encodeURIComponent(part.replace(/[!-~]/g, (sign) => wide(sign)));
    case 'blank':
      return `%20${plain}%E3%80%80`;
    case 'overlong':
      return `${plain}%c0%af`;
    case 'broken':
      return `${plain}%E0%A4%A`;
    case 'nul':
      return `${plain}%00`;
    case 'latin1':
      return `${plain}\u00e9`;
    case 'dots':
      return '%2e%2e%2f%2e%2e%2fetc%2fpasswd';
    case 'text':
      return encodedText(text) || '%20';
  }
}

/** Half a surrogate pair cannot be written in an address. */
export function encodedText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/\./g, '%2e');
}

function wide(sign: string): string {
  return String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0);
}
