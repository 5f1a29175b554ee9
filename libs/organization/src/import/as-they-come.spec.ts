import iconv from 'iconv-lite';
import { CityWords, type CityWord } from './city-words';
import { readPostingRows } from './posting-rows.rules';
import { type ImportFile, readFiles } from './read-files';
import { readUnitRows } from './unit-rows.rules';
import { findWords } from './words-found.rules';

const HEADINGS =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const ROW = '2026/4/1,000264,澤﨑　髙子,ｻﾜｻﾞｷ ﾀｶｺ,0110,人事課,主事,0,正規,,2010/4/1,9999/12/31,在職';
const UNITS = '所属コード,所属名,上位所属コード,種別,有効開始日,有効終了日';

const file = (bytes: string | Buffer): ImportFile => ({
  fileName: 'a.csv',
  bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
});
const wordsOf = (...all: readonly CityWord[]) => new CityWords(all);
const staff = (bytes: string | Buffer, words = wordsOf()) => {
  const source = readFiles({ postings: file(bytes) }, words);
  const rows = readPostingRows(source.postings?.rows ?? [], words);
  return { source, form: source.postings?.form, rows, found: findWords(source, words) };
};
const units = (text: string, words = wordsOf()) => {
  const source = readFiles({ units: file(text) }, words);
  const rows = readUnitRows(source.units?.rows ?? [], { words, from: '2026-04-01' });
  return { form: source.units?.form, rows, found: findWords(source, words) };
};
const problemsOf = (rows: readonly { line: number; problems: readonly object[] }[]) =>
  rows.flatMap(({ line, problems }) => problems.map((problem) => ({ line, ...problem })));
const separated = (text: string, by: string) => text.replaceAll(',', by);

describe('A file of people as it comes', () => {
  const text = `${HEADINGS}\r\n${ROW}\r\n`;
  it.each<[string, string | Buffer, object]>([
    ['with commas', text, { delimiter: ',' }],
    ['with tabs', separated(text, '\t'), { delimiter: '\t' }],
    ['with semicolons', separated(text, ';'), { delimiter: ';' }],
    ['with bars', separated(text, '|'), { delimiter: '|' }],
    ['with a delimiter behind every line', text.replaceAll('\r\n', ',\r\n'), { delimiter: ',' }],
    ['in Shift_JIS', iconv.encode(separated(text, '\t'), 'cp932'), { delimiter: '\t' }],
    ['in UTF-16 without a mark', Buffer.from(separated(text, '\t'), 'utf16le'), {}],
    ['in UTF-16BE without a mark', Buffer.from(text, 'utf16le').swap16(), {}],
    [
      'below a title and an empty line',
      `職員名簿,,\r\n,,\r\n"令和8年4月1日現在"\r\n${text}`,
      {
        skipped: [
          { line: 1, text: '職員名簿' },
          { line: 3, text: '令和8年4月1日現在' },
        ],
      },
    ],
    [
      'with other columns',
      text.replace(/\r\n/g, ',x\r\n').replace('状態,x', '状態,給料'),
      { unknownColumns: ['給料'] },
    ],
    [
      'with headings as others write them',
      text.replace('職名', '役職名').replace('氏名,', '氏名（漢字）,'),
      {
        mapped: [
          { heading: '氏名（漢字）', column: '氏名' },
          { heading: '役職名', column: '職名' },
        ],
      },
    ],
    [
      'with an empty heading and two that nobody reads',
      text.replace(/\r\n/g, ',,x,x\r\n').replace('状態,,x,x', '状態,,備考,備考'),
      { unknownColumns: ['備考'] },
    ],
    ['with days that have a time', text.replace('2026/4/1', '2026/4/1 0:00:00'), {}],
    ['with codes of eras', text.replace('2026/4/1', 'R080401').replace('2010/4/1', '4220401'), {}],
  ])('%s', (_, bytes, form) => {
    const read = staff(bytes);
    expect(problemsOf(read.rows)).toEqual([]);
    expect(read.rows[0]?.fact).toMatchObject({
      ...{ effectiveOn: '2026-04-01', staffNumber: '000264', name: '澤﨑　髙子', title: '主事' },
      ...{ hiredOn: '2010-04-01', lastDay: null, status: 'active' },
    });
    expect(read.form).toMatchObject(form);
  });

  it('keeps its own column beside one that is often called so', () => {
    const twice = text.replace('状態', '状態,役職名').replace('在職', '在職,課長');
    const { rows, form } = staff(twice);
    expect([rows[0]?.fact?.title, form?.unknownColumns]).toEqual(['主事', ['役職名']]);
  });

  it('whose heading lacks a column says what was read as what', () => {
    const lacking = `題\r\n${text.replace('状態', '勤務状況')}`;
    expect(() => staff(lacking)).toThrow(
      expect.objectContaining({
        fields: {
          postings: expect.stringMatching(
            /列「状態」がありません\(2行目を見出し、カンマを区切り.*「勤務状況」の中に.*「言葉の対応」/,
          ),
        },
      }),
    );
    const said = wordsOf({ kind: 'posting_column', word: '勤務状況', meaning: '状態' });
    expect(staff(lacking, said).form?.mapped).toEqual([{ heading: '勤務状況', column: '状態' }]);
  });

  it('leaves a heading unread of which that was said', () => {
    const more = text.replace(/\r\n/g, ',x\r\n').replace('状態,x', '状態,給料');
    const said = wordsOf({ kind: 'posting_column', word: '給料', meaning: null });
    expect(staff(more, said).form?.unknownColumns).toEqual([]);
  });

  it('offers the numbers of a spreadsheet as days, once for a column', () => {
    const counted = `${HEADINGS}\n${ROW.replace('2026/4/1', '46113').replace('2010/4/1', '40269')}\n`;
    const { rows, found } = staff(counted);
    expect(problemsOf(rows)[0]).toMatchObject({
      line: 2,
      column: '発令日',
      reason: expect.stringContaining('「46113」は Excel の日付の番号のようです(令和8年4月1日)'),
    });
    expect(found.unknown).toMatchObject([
      { kind: 'posting_day', word: '発令日', count: 1, example: '46113 → 令和8年4月1日' },
      { kind: 'posting_day', word: '採用年月日', lines: [2] },
    ]);
    const said = (['発令日', '採用年月日'] as const).map((word) => ({
      ...{ kind: 'posting_day' as const, word, meaning: '日付' },
    }));
    const again = staff(counted, wordsOf(...said));
    expect(again.rows[0]?.fact).toMatchObject({ effectiveOn: '2026-04-01', hiredOn: '2010-04-01' });
    expect(again.found.used.map(({ word }) => word)).toEqual(['発令日', '採用年月日']);
  });

  it('names the words of the city, and reads them when they were explained', () => {
    const lines = [
      ROW.replace('在職', '産休'),
      ROW.replace('正規', '会計年度任用職員(フルタイム)'),
    ];
    const own = [HEADINGS, ...lines, ROW.replace('在職', '産 休'), ''].join('\n');
    const { rows, found } = staff(own);
    expect(problemsOf(rows)[0]).toMatchObject({
      ...{
        line: 2,
        column: '状態',
        reason: expect.stringContaining('「産休」は使えません。在職、'),
      },
    });
    expect(found.unknown).toMatchObject([
      { kind: 'employment_type', word: '会計年度任用職員(フルタイム)', count: 1, lines: [3] },
      { kind: 'status', word: '産休', count: 2, lines: [2, 4] },
    ]);
    const said = staff(
      own,
      wordsOf(
        { kind: 'status', word: '産休', meaning: '育休' },
        {
          kind: 'employment_type',
          word: '会計年度任用職員（フルタイム）',
          meaning: '会計年度任用職員',
        },
      ),
    );
    expect(said.rows.map(({ fact }) => fact && [fact.status, fact.employmentType])).toEqual([
      ['parental_leave', 'regular'],
      ['active', 'fiscal_year_appointee'],
      ['parental_leave', 'regular'],
    ]);
    expect(said.found).toMatchObject({ unknown: [], used: [{}, { word: '産休', count: 2 }] });
  });
});

describe('A list of units with one row for each lowest unit', () => {
  const WIDE = '部コード,部名,課コード,課名,係コード,係名';
  const wide = (...lines: readonly string[]) => units([WIDE, ...lines, ''].join('\n'));
  const brief = ({ rows }: ReturnType<typeof units>) =>
    rows.map(
      ({ fact }) => fact && `${fact.code} ${fact.name} ${fact.kind} < ${fact.parentCode ?? ''}`,
    );

  it('is read as units below units, each once', () => {
    const read = wide(
      '01,総務部,0101,人事課,010101,給与係',
      '01,総務部,0101,人事課,010102,研修班',
      '01,総務部,0102,公共施設再編推進室,,',
      '09,議会事務局,,,,',
    );
    expect(brief(read)).toEqual([
      '01 総務部 department < ',
      '0101 人事課 division < 01',
      '010101 給与係 section < 0101',
      '010102 研修班 section < 0101',
      '0102 公共施設再編推進室 office < 01',
      '09 議会事務局 assembly_secretariat < ',
    ]);
    expect(read.rows.every(({ fact }) => fact?.from === '2026-04-01')).toBe(true);
    expect(read.form?.wideRows).toBe(4);
  });

  it('may say from when and until when', () => {
    const read = units(
      `${WIDE},有効開始日,有効終了日\n01,総務部,0101,人事課,,,2020/4/1,2026/9/30\n`,
    );
    expect(read.rows.map(({ fact }) => [fact?.from, fact?.to])).toEqual([
      ['2020-04-01', null],
      ['2020-04-01', '2026-10-01'],
    ]);
  });

  it('refuses what contradicts itself, and a row without a unit', () => {
    const read = wide(
      '01,総務部,0101,人事課,,',
      '01,総務局,0102,財政課,,',
      '02,市民部,0101,人事課,,',
      '01,総務部,0101,人事課,,',
      ',,,,,',
      '03,,0301,福祉課,,',
    );
    expect(
      problemsOf(read.rows).map((problem) => [problem.line, 'column' in problem && problem.column]),
    ).toEqual([
      [3, '所属名'],
      [4, '上位所属コード'],
      [5, '所属コード'],
      [7, '所属名'],
    ]);
  });

  it('leaves the flat layout as it is', () => {
    const flat = units(`${UNITS},部名\n0110,人事課,01,課,2020/4/1,99999999,総務部\n`);
    expect(brief(flat)).toEqual(['0110 人事課 division < 01']);
    expect(flat.form).toMatchObject({ wideRows: null, unknownColumns: ['部名'] });
  });
});
