import readXlsxFile, { type CellValue } from 'read-excel-file/node';
import { unzipSync, zipSync } from 'fflate';
import { besideValues, type BesideValues } from './beside-values';
import { MOST_SHEET_ROWS, type SheetTexts } from './sheet-texts';

/** More than any row of ours; a sheet that claims more is another kind of file. */
const MOST_COLUMNS = 200;
/** What may stand above the heading, and one more by which a longer sheet is known. */
const MORE_ROWS = 50;
const MOST_SHEETS = 30;
/** Unpacked; of pictures and the like nothing is read. */
const MOST_BYTES = 200 * 1024 * 1024;
const BOOK_PARTS = /\.(?:xml|rels)$/i;
const NOTHING: BesideValues = { isHidden: false, merged: [], broken: [] };

/** The sheets as texts: days as 2026-04-01, numbers as they are counted; cells without a value are empty. */
export async function readSheets(bytes: Uint8Array): Promise<readonly SheetTexts[]> {
  const sheets = await readXlsxFile(packedAgain(bytes));
  const beside = besideValues(bytes);
  return sheets.slice(0, MOST_SHEETS).map(({ sheet, data }) => ({
    name: sheet,
    rows: data
      .slice(0, MOST_SHEET_ROWS + MORE_ROWS)
      .map((row) => row.slice(0, MOST_COLUMNS).map((cell) => textOf(cell))),
    ...(beside.get(sheet) ?? NOTHING),
  }));
}

/**
 * The parts of the book in an archive that is whole: the library reads it as a stream, and waits without end for what follows one
 * that is damaged or has something behind its end.
 */
function packedAgain(bytes: Uint8Array): Buffer {
  let left = MOST_BYTES;
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!BOOK_PARTS.test(name)) return false;
      left -= originalSize;
      if (left < 0) throw new Error('The book is larger than anybody fills one');
      return true;
    },
  });
  return Buffer.from(zipSync(parts, { level: 0 }));
}

function textOf(cell: CellValue | null): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' ? cell : String(cell);
}
