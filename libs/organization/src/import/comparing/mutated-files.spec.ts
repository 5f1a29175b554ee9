import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import type { BaseTexts } from '../base-state.queries';
import { compare } from './compare';
import type { Compared, ComparingOrder } from './protocol';

const EXAMPLES = join(__dirname, '../../../../../docs/examples');
const EMPTY: BaseTexts = { fingerprint: '', units: '[]', people: [], numbers: '[]', titles: '[]' };
const LINES = iconv
  .decode(readFileSync(join(EXAMPLES, 'shokuin.csv')), 'cp932')
  .split('\r\n')
  .slice(0, 12);

/** The units that the lines name, and nothing else: the spec is about people. */
const UNITS = Buffer.from(
  [
    '所属コード,所属名,上位所属コード,種別,有効開始日,有効終了日',
    ...new Set(LINES.slice(1).map((line) => `${line.split(',')[4] ?? ''},課,,課,2020/4/1,`)),
  ].join('\n'),
);

const order = (bytes: Buffer): ComparingOrder => ({
  files: {
    units: { fileName: 'soshiki.csv', bytes: UNITS },
    postings: { fileName: 'shokuin.csv', bytes },
  },
  ...{ base: EMPTY, choices: [], effectiveOn: '2026-04-01', today: '2026-04-01', words: {} },
});

const CELLS = [
  ...['', ' ', '0', '-', '46113', '46113.5', '5080401', 'R080401', '99999999', '2026/4/1 0:00:00'],
  ...[
    '産休',
    '正規職員',
    '育休',
    '1',
    '2',
    '=1+1',
    '𠮷',
    '〓',
    '職員番号',
    '氏名',
    'x'.repeat(300),
  ],
];
/** What happens to one line: a cell is another, goes, comes, or the line goes, stands twice, or is new. */
const change = fc.record({
  line: fc.nat({ max: 11 }),
  at: fc.nat({ max: 13 }),
  act: fc.constantFrom(
    'set',
    'set',
    'set',
    'set',
    'drop',
    'add',
    'remove',
    'twice',
    'title',
    'end',
  ),
  cell: fc.constantFrom(...CELLS),
});
const file = fc.record({
  changes: fc.array(change, { maxLength: 6 }),
  delimiter: fc.constantFrom(',', '\t', ';', '|'),
  encoding: fc.constantFrom('utf8', 'utf16le', 'utf16be', 'cp932', 'euc-jp'),
  end: fc.constantFrom('\r\n', '\n'),
});
type GivenFile = typeof file extends fc.Arbitrary<infer Given> ? Given : never;

type Lines = string[][];
type Change = GivenFile['changes'][number];

const ACTS: Readonly<Record<Change['act'], (lines: Lines, own: string[], change: Change) => void>> =
  {
    set: (_, own, { at, cell }) => {
      if (at < own.length) own[at] = cell;
    },
    drop: (_, own, { at }) => own.splice(at, 1),
    add: (_, own, { at, cell }) => own.splice(at, 0, cell),
    remove: (lines, own) => lines.length > 1 && lines.splice(lines.indexOf(own), 1),
    twice: (lines, own) => lines.splice(lines.indexOf(own), 0, [...own]),
    title: (lines, _, { at, cell }) => lines.unshift([`題${cell}`, ...(at > 6 ? ['', ''] : [])]),
    end: (lines) => {
      for (const row of lines) row.push('');
    },
  };

function linesOf({ changes }: GivenFile): Lines {
  const lines = LINES.map((line) => line.split(','));
  for (const given of changes) {
    const own = lines[given.line % lines.length] ?? [];
    // A heading that is gone or stands twice is another matter.
    const isKept = ['remove', 'twice'].includes(given.act) && own[0] === '発令日';
    if (!isKept) ACTS[given.act](lines, own, given);
  }
  return lines;
}

describe('Files that were changed on their way', () => {
  it('never come to an error of ours, and every line of them is accounted for', () => {
    const told = { compared: 0, refused: 0, accepted: 0 };
    fc.assert(
      fc.property(file, (given) => {
        const lines = linesOf(given);
        const text = lines.map((line) => line.join(given.delimiter)).join(given.end);
        const answer = compare(order(iconv.encode(text, given.encoding)));
        if (!answer.isCompared) {
          told.refused += 1;
          expect(Object.values(answer.fields)[0]).toMatch(/。$/);
          return;
        }
        told.compared += 1;
        told.accepted += accountedFor(answer, lines);
      }),
      { numRuns: 500 },
    );
    expect(told.compared + told.refused).toBe(500);
    // Most of them reach a preview with rows that can be applied.
    expect(told.compared).toBeGreaterThan(300);
    expect(told.accepted).toBeGreaterThan(1_000);
  });

  it('nor do those with broken bytes', () => {
    const bytes = iconv.encode(LINES.join('\r\n'), 'cp932');
    const broken = fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), {
      ...{ minLength: 1, maxLength: 20 },
    });
    fc.assert(
      fc.property(broken, (changes) => {
        const changed = Buffer.from(bytes);
        for (const [at, byte] of changes) changed[at] = byte;
        const answer = compare(order(changed));
        if (answer.isCompared) addsUp(answer);
      }),
      { numRuns: 100 },
    );
  });
});

/** Heading, lines above it, rows that were read and rows that were refused are all the lines with anything in them. */
function accountedFor(answer: Compared, lines: readonly (readonly string[])[]): number {
  const postings = addsUp(answer);
  const filled = lines.filter((line) => line.some((cell) => cell.trim() !== '')).length;
  expect(postings.rows + 1 + (postings.form?.skipped.length ?? 0)).toBe(filled);
  return postings.rows - postings.refused;
}

function addsUp({ summary: { postings } }: Compared) {
  if (!postings) throw new Error('The file of people is gone.');
  const { rows, create, change: changed, unchanged, refused } = postings;
  expect(create + changed + unchanged + refused).toBe(rows);
  return postings;
}
