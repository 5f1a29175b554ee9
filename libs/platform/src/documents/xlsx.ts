import { extname, join } from 'node:path';
import { Unavailable } from '../errors/errors';
import { HelperProcess } from '../processes/helper-process';
import { makeSheet, makeWorkbook, type Sheet } from './sheet/make-sheet';

export type { DayCell, Sheet, SheetCell } from './sheet/make-sheet';

/** A sheet with so many cells is made here, in less time than a process takes to start. */
const SHORT_SHEET = 5_000;
/** One is made, the others wait. */
const MOST_AT_ONCE = 10;

const helper = new HelperProcess<Sheet & object, Uint8Array>({
  program: join(__dirname, 'sheet', `main${extname(__filename)}`),
  heapMegabytes: 1_000,
  longestMs: 60_000,
});

/**
 * A table as an .xlsx file. Nothing in it is ever run as a formula. A long one is made in a process of its own.
 * Unavailable when it takes too long or too many are asked for at once.
 */
export async function writeXlsx(sheet: Sheet): Promise<Buffer> {
  if (sheet.rows.length * sheet.header.length <= SHORT_SHEET) return makeSheet(sheet);
  const bytes = helper.orders < MOST_AT_ONCE ? await helper.ask({ ...sheet }) : null;
  if (bytes === null) {
    throw new Unavailable(
      'export.busy',
      'Excel(XLSX)のファイルを作れませんでした。数分たってから、もう一度保存してください。急ぐときは、CSVで保存してください。',
    );
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Several short tables in one file that prints well. For the worker, and made at once. */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Buffer> {
  return makeWorkbook(sheets);
}
