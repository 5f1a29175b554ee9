import { monitorEventLoopDelay } from 'node:perf_hooks';
import { unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { writeWorkbook, writeXlsx } from './xlsx';

describe('writeXlsx', () => {
  const sheet = {
    name: '課/室の一覧:[1]',
    title: '令和8年11月28日(土)現在',
    header: ['職員番号', '氏名', '件数', '任期の最終日'],
    rows: [
      ['000123', '𠮷田　花子', 3, { day: '2031-03-31' } as const],
      ['=HYPERLINK("x")', '', 0, null],
    ],
  };

  it('keeps zeros, rare characters and days, and runs nothing as a formula', async () => {
    const rows = await readXlsxFile(await writeXlsx(sheet));
    const table = Array.isArray(rows[0]) ? rows : (rows[0] as unknown as { data: unknown[] }).data;
    expect(table).toEqual([
      ['令和8年11月28日(土)現在', null, null, null],
      ['職員番号', '氏名', '件数', '任期の最終日'],
      ['000123', '𠮷田　花子', 3, new Date('2031-03-31T00:00:00Z')],
      ['=HYPERLINK("x")', null, 0, null],
    ]);
  });

  it('makes a long table elsewhere, and others are answered meanwhile', async () => {
    const row = sheet.rows[0] ?? [];
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    const file = await writeXlsx({ ...sheet, rows: Array.from({ length: 20_000 }, () => row) });
    delays.disable();
    // Made here it would be one wait of a second.
    expect(delays.max / 1e6).toBeLessThan(300);
    const small = await writeXlsx({ ...sheet, rows: [row] });
    expect(file.length).toBeGreaterThan(small.length * 10);
    expect(file.subarray(0, 4)).toEqual(small.subarray(0, 4));
  });

  it('writes a table without rows', async () => {
    expect((await writeXlsx({ ...sheet, rows: [] })).length).toBeGreaterThan(1000);
  });
});

describe('writeWorkbook', () => {
  const long = '情報セキュリティ研修を修了した人(この年度)';

  it('prints on A4 landscape as wide as the paper, the heading on every page, long texts in lines', async () => {
    const rows = [['000123', 1, { day: '2027-03-31' } as const]];
    const total = ['合計', 1, null];
    const file = await writeWorkbook([
      { name: '表', title: '市全体'.repeat(20), header: ['番号', long, '日'], rows, total },
    ]);
    const parts = unzipSync(file);
    const xml = (name: string) => Buffer.from(parts[`xl/${name}`] ?? []).toString('utf8');
    const sheet = xml('worksheets/sheet1.xml');
    expect(sheet).toMatch(/<pageSetup [^>]*fitToWidth="1" fitToHeight="0"[^>]*paperSize="9"/);
    expect(sheet).toMatch(/<pageSetup [^>]*orientation="landscape"/);
    expect(sheet).toMatch(/<pane ySplit="2"/);
    expect(sheet).toContain('<row r="2" ht="64" customHeight="1">');
    expect(sheet).not.toMatch(/<row r="1" ht/);
    expect(xml('workbook.xml')).toContain("'表'!$1:$2</definedName>");
    expect(xml('styles.xml')).toContain('wrapText="1"');
    const widths = [...sheet.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(Math.max(...widths)).toBeLessThanOrEqual(14);
    const book = (await readXlsxFile(file, {})) as unknown as { data: unknown[][] }[];
    expect(book[0]?.data[2]).toEqual(['000123', 1, new Date('2027-03-31T00:00:00Z')]);
  });
});
