import { findHeading } from './heading';

const KNOWN = ['番号', '氏名', '所属'];
const known = (cells: readonly string[]) => cells.filter((cell) => KNOWN.includes(cell)).length;
const find = (text: string) => findHeading(text, known);

describe('findHeading', () => {
  it.each([
    ['番号,氏名\n1,山田\n', ',', 1],
    ['番号\t氏名\n1\t山,田\n', '\t', 1],
    ['番号;氏名;所属\n', ';', 1],
    ['番号|氏名|', '|', 1],
    ['\r\n職員名簿,,\r\n,,\r\n番号,氏名,所属\r\n', ',', 4],
    ['"職員\n名簿"\n番号,氏名\n', ',', 3],
    ['出力日 2026/4/1,番号\n番号\t氏名\t所属\n', '\t', 2],
    ['人事"システム",出力\n番号,氏名\n', ',', 2],
    ['\uFEFF番号;氏名', ';', 1],
  ])('of %j: %j in line %i', (text, delimiter, line) => {
    expect(find(text)).toMatchObject({ delimiter, line });
  });

  it('lists what stands above it', () => {
    expect(find('職員名簿,,\n\n令和8年4月1日現在,総務部\n番号,氏名\n').skipped).toEqual([
      { line: 1, text: '職員名簿' },
      { line: 3, text: '令和8年4月1日現在 総務部' },
    ]);
  });

  it.each([
    ['a;b;c\n1;2;3\n', ';'],
    ['a\n', ','],
    ['', ','],
    ['"never closed', ','],
  ])('takes the first line of %j, in which nothing is known', (text, delimiter) => {
    expect(find(text)).toEqual({ delimiter, line: 1, skipped: [] });
  });
});
