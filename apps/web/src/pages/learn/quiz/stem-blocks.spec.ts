import { stemBlocks } from './stem-blocks';

const STEM = `次の表に対して、SQL文を実行した。得られるものはどれか。

    SELECT 氏名 FROM 社員

      WHERE 地区 = '北'

| 氏名 | 部署 |
|---|---|
| 青木 | 1 |
| 石川 | |

| 番号 |
|---|
| 2 |
ここまでとする。
`;

describe('stemBlocks', () => {
  it('keeps text, lines of a program and tables apart, in their order', () => {
    const blocks = stemBlocks(STEM);
    expect(blocks.map(({ text, code, grid }) => text || code || grid?.headings)).toEqual([
      '次の表に対して、SQL文を実行した。得られるものはどれか。',
      "SELECT 氏名 FROM 社員\n\n  WHERE 地区 = '北'",
      ['氏名', '部署'],
      ['番号'],
      'ここまでとする。',
    ]);
    expect(blocks[2]?.grid?.rows).toEqual([
      ['青木', '1'],
      ['石川', ''],
    ]);
  });

  it('is one text where there is nothing else, with its lines', () => {
    expect(stemBlocks('問い\n\n・一つ目\n').map(({ text }) => text)).toEqual(['問い\n\n・一つ目']);
    expect(stemBlocks('')).toEqual([]);
  });
});
