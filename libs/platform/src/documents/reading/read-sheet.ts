import { type CellValue, readSheet } from 'read-excel-file/node';

/** More than any row of ours; a sheet that claims more is another kind of file. */
const MOST_COLUMNS = 200;

/** The first sheet as texts: days as 2026-04-01, numbers as they are counted; cells without a value are empty. */
export async function readFirstSheet(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  const rows = await readSheet(Buffer.from(bytes));
  return rows.map((row) => row.slice(0, MOST_COLUMNS).map((cell) => textOf(cell)));
}

function textOf(cell: CellValue | null): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' ? cell : String(cell);
}
