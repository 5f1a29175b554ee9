import { type ImportFiles, MOST_ROWS, readFiles } from './read-files';

const file = (heading: string, line: string, count: number) => ({
  fileName: 'a.csv',
  bytes: Buffer.from([heading, ...Array.from({ length: count }, () => line)].join('\n')),
});
const flat = (count: number) =>
  file(
    '所属コード,所属名,上位所属コード,種別,有効開始日,有効終了日',
    '10,甲課,,課,2026/4/1,',
    count,
  );
const wide = (count: number) =>
  file('部コード,部名,課コード,課名,有効開始日', '1,甲部,10,甲課,2026/4/1', count);
const staff = (count: number) =>
  file(
    '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,採用年月日,退職年月日,状態',
    '2026/4/1,001,山田 太郎,ヤマダ タロウ,10,甲課,主事,0,正規,,,在職',
    count,
  );

const refusal = (files: ImportFiles): unknown => {
  try {
    readFiles(files);
    return null;
  } catch (error) {
    return (error as { readonly fields?: unknown }).fields ?? error;
  }
};

describe('A table of which reading is given up because of its faults', () => {
  const HEADING =
    '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,採用年月日,退職年月日,状態';
  const RIGHT = '2026/4/1,001,山田 太郎,ヤマダ タロウ,10,甲課,主事,0,正規,,,在職';
  it.each([
    ['quotes that are not closed', '2026/4/1,001,"山田 太郎', 30, '引用符'],
    ['lines that are too short', '2026/4/1,001', 10_500, '列の数が見出しと合いません'],
  ])('is refused as a whole at its field: %s', (_, line, count, reason) => {
    const { postings } = (refusal({ postings: file(`${HEADING}\n${RIGHT}`, line, count) }) ??
      {}) as {
      readonly postings?: string;
    };
    expect(postings).toMatch(/^職員のファイル: 誤りが多いため、最後まで読めません。最初の誤りは/);
    expect(postings).toContain(reason);
  });
});

describe('A table that is longer than what is read of it', () => {
  it.each([
    ['a list of units', { units: flat(MOST_ROWS.units + 1) }],
    ['a list of units with a column for each level', { units: wide(MOST_ROWS.units + 1) }],
  ])('is refused as a whole at its field: %s', (_, files) => {
    const text = '組織のファイル: 10,000行までです。ファイルを分けてください。';
    expect(refusal(files)).toEqual({ units: text });
  });

  it('is refused as a whole at its field: a list of the staff', () => {
    const text = '職員のファイル: 200,000行までです。ファイルを分けてください。';
    expect(refusal({ postings: staff(MOST_ROWS.postings + 1) })).toEqual({ postings: text });
  });

  it('is read when it has just as many rows', () => {
    expect(refusal({ units: flat(MOST_ROWS.units) })).toBeNull();
  });
});
