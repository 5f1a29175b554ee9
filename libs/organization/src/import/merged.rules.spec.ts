import { mergedProblems, mergedText } from './merged.rules';

const TABLE = {
  header: ['所属コード', '所属名', '備考'],
  names: new Map([
    ['所属コード', '所属コード'],
    ['所属名', '所属名'],
  ]),
  heading: 2,
};
const placesOf = (...merged: readonly string[]) =>
  mergedProblems(merged, TABLE).map(({ line, column }) => [line, column]);

describe('Merged cells of a sheet', () => {
  it('are explained for every row that lacks its value, by the name of the cell', () => {
    expect(mergedProblems(['A3:A5'], TABLE)).toEqual([
      {
        line: 4,
        column: '所属コード',
        reason:
          'セルA3:A5が結合されているため、A4に値がありません。Excelで結合を解除し、どの行にも値を入れてください。',
      },
      expect.objectContaining({ line: 5, reason: expect.stringContaining('A5に値が') }),
    ]);
    expect(placesOf('A3:B3')).toEqual([[3, '所属名']]);
  });

  it('matter neither above the heading nor in columns that nobody reads', () => {
    expect(placesOf('A1:C1', 'C3:C9', 'A:C', 'x')).toEqual([]);
  });

  it('are bounded', () => {
    expect(placesOf('A1:XFD1048576').length).toBeLessThanOrEqual(40_000);
  });

  it('in the heading are named', () => {
    expect(mergedText(['A1:A2', 'C5:C6'], 2)).toContain('見出しのセルA1:A2が結合されています。');
    expect(mergedText(['A5:A6'], 2)).toBe('');
  });
});
