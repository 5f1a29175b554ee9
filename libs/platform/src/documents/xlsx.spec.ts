import { monitorEventLoopDelay } from 'node:perf_hooks';
import readXlsxFile from 'read-excel-file/node';
import { writeXlsx } from './xlsx';

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
