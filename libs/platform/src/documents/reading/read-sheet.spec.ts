import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { writeWorkbook } from '../xlsx';
import { readSheets } from './read-sheet';

const sheet = (name: string) => ({
  ...{ name, title: '名簿', header: ['番号', '日'] },
  rows: [
    ['000123', { day: '2026-04-01' } as const],
    [123, null],
  ],
});

describe('readSheets', () => {
  it('gives every sheet as texts, its rows in their places, and its merged cells', async () => {
    const parts = unzipSync(await writeWorkbook([sheet('甲&乙'), sheet('丙')]));
    const second = 'xl/worksheets/sheet2.xml';
    const merging = '</sheetData><mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells>';
    const changed = strFromU8(parts[second] ?? new Uint8Array())
      .replace(/<mergeCells.*<\/mergeCells>/, '')
      .replace('</sheetData>', merging);
    const [first, other] = await readSheets(zipSync({ ...parts, [second]: strToU8(changed) }));
    expect(first).toMatchObject({ name: '甲&乙' });
    expect(other).toEqual({
      name: '丙',
      rows: [
        ['名簿', ''],
        ['番号', '日'],
        ['000123', '2026-04-01'],
        ['123', ''],
      ],
      merged: ['A3:A4'],
    });
  });
});
