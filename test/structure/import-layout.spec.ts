import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMN_NEED_WORDS, type ColumnNeed, POSTING_LAYOUT, UNIT_LAYOUT } from '@app/organization';
import {
  postingColumnNotes,
  unitColumnNotes,
} from '../../apps/web/src/pages/hr/imports/layout-columns';
import { readPostingRows } from '../../libs/organization/src/import/posting-rows.rules';
import { type ImportFiles, readFiles } from '../../libs/organization/src/import/read-files';
import { readUnitRows } from '../../libs/organization/src/import/unit-rows.rules';

const DOCUMENT = readFileSync(join(__dirname, '../../docs/import-layout.md'), 'utf8');
const IN_DOCUMENT: Readonly<Record<ColumnNeed, string>> = {
  value: '○',
  column: '列は必要',
  nothing: '省けます',
};

type Cells = Readonly<Record<string, string>>;
const UNIT: Cells = {
  ...{ 所属コード: '0110', 所属名: '総務課', 所属カナ: 'ソウムカ', 上位所属コード: '0100' },
  ...{ 種別: '課', 有効開始日: '2026/4/1', 有効終了日: '2031/3/31', 並び順: '1' },
  前身所属コード: '0105、0106',
};
const POSTING: Cells = {
  ...{ 発令日: '2026/4/1', 職員番号: '000123', 氏名: '黒部　太郎', フリガナ: 'クロベ　タロウ' },
  ...{ 所属コード: '0110', 所属名: '総務課', 職名: '主事', 兼務区分: '0', 任用区分: '正規' },
  ...{
    メールアドレス: 'a@example.jp',
    採用年月日: '2020/4/1',
    退職年月日: '2060/3/31',
    状態: '在職',
  },
};

const FILES = [
  {
    file: '組織のファイル',
    layout: UNIT_LAYOUT,
    row: UNIT,
    notes: unitColumnNotes,
    problemsOf: (cells: Cells) =>
      readUnitRows(readAs('units', cells)).flatMap((row) => row.problems),
  },
  {
    file: '職員のファイル',
    layout: POSTING_LAYOUT,
    row: POSTING,
    notes: postingColumnNotes,
    problemsOf: (cells: Cells) =>
      readPostingRows(readAs('postings', cells)).flatMap((row) => row.problems),
  },
] as const;

function readAs(field: 'units' | 'postings', cells: Cells) {
  const lines = [Object.keys(cells).join(','), Object.values(cells).join(',')];
  const files: ImportFiles = {
    [field]: { fileName: 'a.csv', bytes: Buffer.from(`${lines.join('\r\n')}\r\n`) },
  };
  return readFiles(files)[field]?.rows ?? [];
}

/** What the reading really asks of a column. */
function needOf(column: string, row: Cells, problemsOf: (cells: Cells) => readonly unknown[]) {
  const without = Object.fromEntries(Object.entries(row).filter(([name]) => name !== column));
  if (!isRefused(() => problemsOf(without))) return 'nothing';
  return problemsOf({ ...row, [column]: '' }).length > 0 ? 'value' : 'column';
}

function isRefused(read: () => unknown): boolean {
  try {
    read();
    return false;
  } catch {
    return true;
  }
}

describe.each(FILES)('The layout of $file', ({ file, layout, row, notes, problemsOf }) => {
  it('has a good row to begin with, with every column', () => {
    expect(Object.keys(row)).toEqual(Object.keys(layout));
    expect(problemsOf(row)).toEqual([]);
  });

  it.each(Object.entries(layout))('is what is read, shown and documented: %s', (column, need) => {
    expect(needOf(column, row, problemsOf)).toBe(need);
    const note = notes().find(({ name }) => name === column)?.note ?? '';
    const said = Object.values(COLUMN_NEED_WORDS).filter((words) => note.startsWith(words));
    expect(said).toEqual([COLUMN_NEED_WORDS[need]]);
    const [, part = ''] = DOCUMENT.split(`\n## ${file}\n`);
    const [table = ''] = part.split('\n## ');
    const cell = new RegExp(`^\\| ${column} +\\| +([^| ]+) +\\|`, 'm').exec(table)?.[1];
    expect(cell).toBe(IN_DOCUMENT[need]);
  });
});
