import { SpreadsheetReader, writeWorkbook } from '@app/platform';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { TableLayout } from './read-files';
import { SentTables } from './sent-tables';

const LAYOUT: TableLayout = {
  ...{ field: 'list', name: '一覧', maximumRows: 100 },
  columns: { 職員番号: 'value', 合格日: 'column' },
};
const sheet = (
  name: string,
  header: readonly string[],
  ...rows: readonly (readonly string[])[]
) => ({
  ...{ name, title: '', header },
  rows,
});
const FULL = ['職員番号', '合格日'];

describe('SentTables of a book', () => {
  const sheets = new SpreadsheetReader();
  const tables = new SentTables(sheets);

  afterAll(() => sheets.onModuleDestroy());

  const read = async (bytes: Uint8Array) => tables.read(LAYOUT, { fileName: '一覧.xlsx', bytes });
  const told = async (bytes: Uint8Array) =>
    read(bytes).then(
      () => '',
      (error: unknown) => JSON.stringify((error as { readonly fields: unknown }).fields),
    );
  const changed = (bytes: Uint8Array, part: string, from: string | RegExp, to: string) => {
    const parts = unzipSync(bytes);
    const text = strFromU8(parts[part] ?? new Uint8Array());
    return zipSync({ ...parts, [part]: strToU8(text.replace(from, to)) });
  };
  const hide = (bytes: Uint8Array, name: string) =>
    changed(bytes, 'xl/workbook.xml', `name="${name}"`, `name="${name}" state="hidden"`);

  it('never reads a hidden sheet, and says which one it read', async () => {
    const book = await writeWorkbook([
      sheet('昨年', FULL, ['000001', '2025-04-01']),
      sheet('今年', FULL, ['000002', '2026-04-01']),
    ]);
    const { rows, form } = await read(hide(book, '昨年'));
    expect(form.sheet).toBe('今年');
    expect(rows.map(({ cells }) => cells['職員番号'])).toEqual(['000002']);
    expect(await told(hide(hide(book, '昨年'), '今年'))).toContain('シートが非表示です');
    expect(await told(book)).toContain('シートは「昨年」「今年」です。読むシートを1つにする');
    const named = tables.asText(
      LAYOUT,
      { fileName: '', bytes: hide(book, '昨年') },
      { sheet: '昨年', canName: true },
    );
    await expect(named).rejects.toMatchObject({
      fields: { list: expect.stringContaining('シート「昨年」は非表示です。') },
    });
  });

  it('passes over a sheet that has nothing below its heading, and names the sheet whose columns are missing', async () => {
    const book = await writeWorkbook([
      sheet('様式', FULL),
      sheet('記入済み', FULL, ['000002', '']),
    ]);
    expect((await read(book)).form.sheet).toBe('記入済み');
    const other = await writeWorkbook([sheet('表紙', ['件名'], ['合格者']), sheet('控え', ['日'])]);
    expect(await told(other)).toContain('(シート「表紙」の1行目を見出しとして読みました)');
  });

  it('refuses cells that show an error or were never worked out, each once, instead of taking them for empty', async () => {
    const book = await writeWorkbook([
      sheet('一覧', FULL, ['000001', '2025-04-01'], ['000002', '2026-04-01'], ['000003', 'x']),
    ]);
    const part = 'xl/worksheets/sheet1.xml';
    const error = changed(book, part, /<c r="B3"[^>]*>.*?<\/c>/, '<c r="B3" t="e"><v>#N/A</v></c>');
    const both = changed(error, part, /<c r="A4"[^>]*>.*?<\/c>/, '<c r="A4"><f>A3+1</f></c>');
    const { rows } = await read(both);
    expect(rows.map(({ line, problems }) => [line, problems])).toEqual([
      [
        3,
        [
          {
            column: '合格日',
            reason: 'セルB3がエラー値「#N/A」です。Excelで式を直すか、正しい値を入れてください。',
          },
        ],
      ],
      [
        4,
        [
          {
            column: '職員番号',
            reason:
              'セルA4の式は計算されていないため、値がありません。Excelで開いて保存し直すか、式を値に置き換えてください。',
          },
        ],
      ],
      [5, []],
    ]);
  });

  it.each([
    '#N/A',
    '#REF!',
    '#VALUE!',
    '#NAME?',
    '#DIV/0!',
    '#NUM!',
    '#NULL!',
    '#SPILL!',
    '#CALC!',
  ])('refuses %s where the sheet was saved as text', async (value) => {
    const text = `職員番号,合格日\n000001, ${value}\n000002,#1\n`;
    const { rows } = await tables.read(LAYOUT, { fileName: 'a.csv', bytes: Buffer.from(text) });
    const reason = `エラー値「${value}」が入っています。Excelで式を直すか、正しい値を入れてください。`;
    expect(rows.map(({ line, problems }) => [line, problems])).toEqual([
      [2, [{ column: '合格日', reason }]],
      [3, []],
    ]);
  });
});
