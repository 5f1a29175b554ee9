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
      broken: [],
      isHidden: false,
    });
  });

  it('tells cells that show an error, formulas that were never worked out, and which sheets are hidden', async () => {
    const parts = unzipSync(await writeWorkbook([sheet('甲'), sheet('乙')]));
    const cells = `<row r="5"><c r="A5" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B5" t="e"><v>#N/A</v></c></row>
      <row r="6"><c r="A6"><f>A3&amp;"x"</f></c><c r="B6" t="str"><f>""</f><v></v></c><c r="C6"/></row>
      <row r="7"><c r="A7"><f t="shared" si="0"/><v></v></c><c r="B7"><f>1+1</f><v>2</v></c></row>`;
    const change = (name: string, from: string, to: string) => ({
      [name]: strToU8(strFromU8(parts[name] ?? new Uint8Array()).replace(from, to)),
    });
    const [first, second] = await readSheets(
      zipSync({
        ...parts,
        ...change('xl/worksheets/sheet1.xml', '</sheetData>', `${cells}</sheetData>`),
        ...change('xl/workbook.xml', 'name="乙"', 'name="乙" state="veryHidden"'),
      }),
    );
    expect([first?.isHidden, second?.isHidden]).toEqual([false, true]);
    expect(first?.broken).toEqual([
      { cell: 'A5', value: '#DIV/0!' },
      { cell: 'B5', value: '#N/A' },
      { cell: 'A6', value: null },
      { cell: 'A7', value: null },
    ]);
  });

  it('reads a book with something behind its end, and gives a damaged one up at once', async () => {
    const book = await writeWorkbook([sheet('甲')]);
    const [first] = await readSheets(Buffer.concat([book, Buffer.from('\r\nfooter')]));
    expect(first?.name).toBe('甲');
    await expect(readSheets(book.subarray(0, book.length - 40))).rejects.toThrow();
  });
});
