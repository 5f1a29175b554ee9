import { parseCsv } from './parse';

const parse = (text: string, maxRows = 100) => parseCsv(text, { maxRows });
const linesOf = (found: readonly { line: number }[]) => found.map((it) => it.line);

describe('parseCsv', () => {
  it('reads records by heading and keeps values as they stand', () => {
    expect(parse('番号,氏名\r\n000264, 澤﨑　和子 \r\n000495,\r\n')).toEqual({
      header: ['番号', '氏名'],
      rows: [
        { line: 2, cells: { 番号: '000264', 氏名: ' 澤﨑　和子 ' } },
        { line: 3, cells: { 番号: '000495', 氏名: '' } },
      ],
      problems: [],
      isCut: false,
      isGivenUp: false,
    });
  });

  it.each(['\r\n', '\n', '\r'])('takes %j as the end of a line', (end) => {
    const { rows, problems } = parse(['a,b', '1,2', '', '3,4'].join(end));
    expect(problems).toEqual([]);
    expect(linesOf(rows)).toEqual([2, 4]);
  });

  it('gives the physical line on which a record starts', () => {
    const { rows } = parse('a,b\r\n"x\r\ny\nz",1\n\n"p\rq",2\r\n,3\r\n');
    expect(rows).toEqual([
      { line: 2, cells: { a: 'x\r\ny\nz', b: '1' } },
      { line: 6, cells: { a: 'p\rq', b: '2' } },
      { line: 8, cells: { a: '', b: '3' } },
    ]);
  });

  it('reads quotes, commas and doubled quotes', () => {
    expect(parse('a,b\n"x,""y""",""\n').rows).toEqual([{ line: 2, cells: { a: 'x,"y"', b: '' } }]);
  });

  it('skips blank lines and the rows of commas that spreadsheets leave behind', () => {
    const { header, rows, problems } = parse('\n , \na,b\n1,2\n,\n　,\n"",""\n\n');
    expect(header).toEqual(['a', 'b']);
    expect(linesOf(rows)).toEqual([4, 7]);
    expect(problems).toEqual([]);
  });

  it('leaves ragged records out and names their lines', () => {
    const { rows, problems } = parse('a,b\n1\n"x\ny",2\n1,2,3\n5,6\n');
    expect(linesOf(rows)).toEqual([3, 6]);
    expect(problems).toEqual([
      {
        line: 2,
        column: 'b',
        cells: { a: '1', b: '' },
        reason: expect.stringContaining('見出し2列、この行1列'),
      },
      {
        line: 5,
        cells: { a: '1', b: '2' },
        reason: expect.stringContaining('見出し2列、この行3列'),
      },
    ]);
  });

  it('gives no rows under a faulty heading', () => {
    const { rows, problems } = parse('\na,b,a,,c\n1,2,3,4,5\n');
    expect(rows).toEqual([]);
    expect(problems).toEqual([
      { line: 2, column: 'a', reason: expect.stringContaining('「a」が2つ以上') },
      { line: 2, reason: expect.stringContaining('4列目の見出しが空') },
    ]);
  });

  it.each(['', '\n\r\n', ',,\n'])('asks for a heading in %j', (text) => {
    const { header, rows, problems } = parse(text);
    expect({ header, rows }).toEqual({ header: [], rows: [] });
    expect(problems).toEqual([
      { line: 1, reason: expect.stringContaining('見出し行がありません') },
    ]);
  });

  it('names the line of a quote that is never closed and reads on behind it', () => {
    const { rows, problems } = parse('a,b\n1,2\n3,"4\n5,6\n7,8');
    expect(problems).toEqual([{ line: 3, reason: expect.stringContaining('閉じられていません') }]);
    expect(linesOf(rows)).toEqual([2, 4, 5]);
  });

  it('names the line on which a misplaced quote began', () => {
    const { rows, problems } = parse('a,b\n1,2\n3,"4\n5,"6"\n7,12"型\n"8"x,9\n"10\n",11\n');
    expect(linesOf(problems)).toEqual([3, 5, 6]);
    expect(rows).toEqual([
      { line: 2, cells: { a: '1', b: '2' } },
      { line: 4, cells: { a: '5', b: '6' } },
      { line: 7, cells: { a: '10\n', b: '11' } },
    ]);
  });

  it('takes no later line for the heading when the heading is broken', () => {
    const { header, rows, problems } = parse('a,"b\n1,2\n');
    expect({ header, rows }).toEqual({ header: [], rows: [] });
    expect(linesOf(problems)).toEqual([1]);
  });

  it('gives up after twenty broken quotes', () => {
    const { problems, isGivenUp } = parse(`a\n${'x"\n'.repeat(50)}`);
    expect(isGivenUp).toBe(true);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toEqual({
      line: 21,
      reason: expect.stringContaining('読んでいません'),
    });
  });

  it('stops at the limit and names the first record beyond it', () => {
    const { rows, problems, isCut } = parse('a\n1\n2\n3\n4\n', 2);
    expect(isCut).toBe(true);
    expect(parse('a\n1\n2\n\n', 2).isCut).toBe(false);
    expect(linesOf(rows)).toEqual([2, 3]);
    expect(problems).toEqual([{ line: 4, reason: expect.stringContaining('上限の2行') }]);
  });

  it('gives up on a file that is all faults', () => {
    const { rows, problems, isGivenUp } = parse(`a,b\n${'1\n'.repeat(20_000)}2,3\n`);
    expect(isGivenUp).toBe(true);
    expect(rows).toEqual([]);
    expect(problems).toHaveLength(10_001);
    expect(problems.at(-1)).toEqual({
      line: 10_001,
      reason: expect.stringContaining('読んでいません'),
    });
  });

  it('treats headings such as __proto__ as plain names', () => {
    const { rows } = parse('__proto__,constructor\nx,y\n');
    expect(Object.entries(rows[0]?.cells ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it.each([
    ['\t', 'a\tb\n1,5\t2\n'],
    [';', 'a;b\n"1,5";2;\n'],
    ['|', 'a|b|\n1,5|2|\n'],
    [',', 'a,b,,,\n"1,5",2,,,\n'],
  ] as const)(
    'reads columns between %j, and nothing behind the last of them',
    (delimiter, text) => {
      const { header, rows, problems } = parseCsv(text, { maxRows: 10, delimiter });
      expect({ header, problems }).toEqual({ header: ['a', 'b'], problems: [] });
      expect(rows).toEqual([{ line: 2, cells: { a: '1,5', b: '2' } }]);
    },
  );

  it('refuses a value behind the last column', () => {
    const { rows, problems } = parse('a,b,\n1,2,\n1,2,x\n');
    expect([linesOf(rows), linesOf(problems)]).toEqual([[2], [3]]);
  });

  it('minds only the headings that matter', () => {
    const matters = (heading: string) => ['a', 'b'].includes(heading);
    const { rows, problems } = parseCsv('a,x,,b,x\n1,2,3,4,5\n', { maxRows: 10, matters });
    expect(problems).toEqual([]);
    expect(rows[0]?.cells).toMatchObject({ a: '1', b: '4' });
    const twice = parseCsv('a,b,a\n1,2,3\n', { maxRows: 10, matters });
    expect(twice.problems[0]?.reason).toContain('「a」が2つ以上');
  });

  it('begins at the heading that it is told', () => {
    const { header, rows } = parseCsv('名簿"写し\n\na,b\n1,2\n', { maxRows: 10, headingLine: 3 });
    expect(header).toEqual(['a', 'b']);
    expect(linesOf(rows)).toEqual([4]);
  });

  it('ignores a byte order mark', () => {
    expect(parse('\uFEFF"a",b\n1,2').header).toEqual(['a', 'b']);
  });
});
