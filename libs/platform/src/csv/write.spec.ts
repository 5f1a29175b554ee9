import fc from 'fast-check';
import { decodeText } from './decode';
import { parseCsv } from './parse';
import { guardCell, unguardCell, writeCsv, type CsvCell, type WriteCsvOptions } from './write';

type Encoding = WriteCsvOptions['encoding'];

function textOf(rows: readonly (readonly CsvCell[])[], encoding: Encoding = 'utf-8-bom'): string {
  return decodeText(writeCsv(['値'], rows, { encoding }).bytes).text;
}

/** What an import gets out of a file that we exported. */
function readBack(header: readonly string[], bytes: Uint8Array): string[][] {
  const { rows, problems } = parseCsv(decodeText(bytes).text, { maxRows: 1000 });
  expect(problems).toEqual([]);
  return rows.map((row) => header.map((name) => unguardCell(row.cells[name] ?? '')));
}

/** Any text, and far too often the beginnings that matter. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '\t',
        '\r',
        '\n',
        '＝',
        '＋',
        '－',
        '＠',
        "'",
        '"',
        ',',
        ' ',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('=1+1', '\r\n', '　', '髙﨑', '\uFEFF', '𠮷', '辻\u{E0100}', '__proto__'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

describe('writeCsv', () => {
  it('writes CRLF, quotes where needed, and a byte order mark in UTF-8', () => {
    const { bytes, replaced } = writeCsv(
      ['a', 'b'],
      [
        ['x,"y"', 'p\nq'],
        ['𠮷', null],
      ],
      {
        encoding: 'utf-8-bom',
      },
    );
    expect(Buffer.from(bytes).toString('utf8')).toBe('\uFEFFa,b\r\n"x,""y""","p\nq"\r\n𠮷,\r\n');
    expect(replaced).toEqual([]);
  });

  it('leaves numbers bare', () => {
    expect(textOf([[-5], [1.5], [0], [Number.NaN]])).toBe('値\r\n-5\r\n1.5\r\n0\r\n""\r\n');
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    ' =1',
    '−1',
  ])('writes %j as text, in both encodings', (cell) => {
    for (const encoding of ['utf-8-bom', 'cp932'] as const) {
      expect(textOf([[cell]], encoding).slice(3)).toMatch(/^"?'/);
    }
  });

  it('guards headings as well', () => {
    const { bytes } = writeCsv(['=1'], [], { encoding: 'utf-8-bom' });
    expect(decodeText(bytes).text).toBe("'=1\r\n");
  });

  it('finds no formula where a variation selector hid it from view', () => {
    const text = textOf([['=\u{E0100}1'], ['\u{E0100}=1']], 'cp932');
    expect(text).toBe("値\r\n'=1\r\n〓=1\r\n");
  });

  it('maps the four signs that differ in CP932 and keeps its own kanji', () => {
    const { bytes, replaced } = writeCsv(
      ['a'],
      [['1〜2'], ['3−4'], ['a—b'], ['a‖b'], ['神髙﨑①㈱']],
      {
        encoding: 'cp932',
      },
    );
    expect(decodeText(bytes)).toEqual({
      text: 'a\r\n1～2\r\n3－4\r\na―b\r\na∥b\r\n神髙﨑①㈱\r\n',
      encoding: 'cp932',
      problems: [],
    });
    expect(replaced).toEqual([]);
  });

  it('composes kana written in two parts before it looks for them in CP932', () => {
    expect(textOf([['か\u3099']], 'cp932')).toBe('値\r\nが\r\n');
  });

  it('reports by line what CP932 cannot hold', () => {
    const { bytes, replaced } = writeCsv(
      ['a', 'b'],
      [
        ['x\ny', '𠮷田'],
        ['辻\u{E0100}', 'é\uE000'],
      ],
      {
        encoding: 'cp932',
      },
    );
    expect(decodeText(bytes).text).toBe('a,b\r\n"x\ny",〓田\r\n辻,〓〓\r\n');
    expect(replaced).toEqual([
      { line: 2, character: '𠮷' },
      { line: 4, character: '辻\u{E0100}' },
      { line: 4, character: 'é' },
      { line: 4, character: '\uE000' },
    ]);
  });

  it('gives back every text through UTF-8: import(export(x)) = x', () => {
    const header = ['一', '二', '三'];
    fc.assert(
      fc.property(fc.array(fc.tuple(nasty, nasty, nasty), { maxLength: 8 }), (rows) => {
        const { bytes, replaced } = writeCsv(header, rows, { encoding: 'utf-8-bom' });
        expect(replaced).toEqual([]);
        expect(readBack(header, bytes)).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it('gives back a single column too, empty values included', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(nasty), { maxLength: 8 }), (rows) => {
        const { bytes } = writeCsv(['値'], rows, { encoding: 'utf-8-bom' });
        expect(readBack(['値'], bytes)).toEqual(rows);
      }),
    );
  });

  it('through CP932 loses nothing that it does not report', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(nasty, nasty), { maxLength: 4 }), (rows) => {
        const first = writeCsv(['a', '値'], rows, { encoding: 'cp932' });
        const back = readBack(['a', '値'], first.bytes);
        if (first.replaced.length === 0) {
          const twins: Record<string, string> = { '〜': '～', '−': '－', '—': '―', '‖': '∥' };
          const others: Record<string, string> = { '¢': '￠', '£': '￡', '¬': '￢', '¥': '￥' };
          const more: Record<string, string> = { '‾': '￣', '¦': '￤' };
          const map = { ...twins, ...others, ...more };
          const expected = rows.map((row) =>
            row.map((cell) => replaceAll(cell.normalize('NFC'), map)),
          );
          expect(back.map((row) => row.map((it) => it.normalize('NFC')))).toEqual(expected);
        }
        // What has been written once comes through a second time unchanged.
        const second = writeCsv(['a', '値'], back, { encoding: 'cp932' });
        expect(second.replaced).toEqual([]);
        expect(readBack(['a', '値'], second.bytes)).toEqual(back);
      }),
    );
  });

  it('writes half a surrogate pair as 〓 and says so', () => {
    const { bytes, replaced } = writeCsv(['a'], [['x\uD842']], { encoding: 'utf-8-bom' });
    expect(decodeText(bytes).text).toBe('a\r\nx〓\r\n');
    expect(replaced).toEqual([{ line: 2, character: '\uD842' }]);
  });
});

describe('guardCell and unguardCell', () => {
  it.each([
    ['=1', "'=1"],
    ["'=1", "''=1"],
    ["''＝1", "'''＝1"],
    ["'abc", "'abc"],
    ["O'Neil", "O'Neil"],
    ['', ''],
    ["'", "'"],
  ])('%j is written as %j', (text, guarded) => {
    expect(guardCell(text)).toBe(guarded);
    expect(unguardCell(guarded)).toBe(text);
  });

  it('undoes exactly what it did, and leaves no beginning of a formula', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(unguardCell(guardCell(text))).toBe(text);
        expect(guardCell(text)).not.toMatch(/^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/);
      }),
    );
  });
});

function replaceAll(text: string, map: Readonly<Record<string, string>>): string {
  return Array.from(text, (it) => map[it] ?? it).join('');
}
