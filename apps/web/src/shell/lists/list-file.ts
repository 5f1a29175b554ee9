import { StreamableFile } from '@nestjs/common';
import {
  attachmentHeader,
  type CsvCell,
  NotFound,
  type SheetCell,
  writeCsv,
  writeXlsx,
} from '@app/platform';
import { columnsFor, type List } from './list';

export const LIST_FORMATS = ['csv', 'xlsx', 'json'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

/** The format that an address ends with; one that we do not write does not exist. */
export function listFormat(text: string): ListFormat {
  const format = LIST_FORMATS.find((it) => it === text);
  if (format === undefined) throw new NotFound();
  return format;
}

/** What a list is about, in words: day, filter, number of rows. Stands above the table in a file. */
export interface FileFrame {
  readonly title: string;
  /** Behind the list's name in the file's name, e.g. the day. */
  readonly suffix: string;
}

/** All rows of a list as a download, from the same columns as the page. */
export async function listFile<Row>(
  list: List<Row>,
  rows: readonly Row[],
  format: ListFormat,
  { title, suffix }: FileFrame,
): Promise<StreamableFile> {
  const columns = columnsFor(list, 'file');
  const name = `${list.name}_${suffix}.${format}`;
  const header = columns.map((column) => column.heading);
  const cells = rows.map((row) => columns.map((column) => column.value(row)));
  if (format === 'xlsx') {
    const bytes = await writeXlsx({ name: list.name, title, header, rows: cells });
    return download(
      bytes,
      name,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
  }
  if (format === 'csv') {
    const { bytes } = writeCsv(header, cells.map(csvRow), { encoding: 'utf-8-bom' });
    return download(bytes, name, 'text/csv; charset=utf-8');
  }
  const objects = cells.map((row) =>
    Object.fromEntries(columns.map((column, at) => [column.key, plain(row[at] ?? null)])),
  );
  const text = JSON.stringify({ title, rows: objects });
  return download(Buffer.from(text), name, 'application/json; charset=utf-8');
}

function csvRow(cells: readonly SheetCell[]): CsvCell[] {
  return cells.map(plain);
}

/** A day as 2031-03-31: sorts as text, and is what the import reads. */
function plain(cell: SheetCell): string | number | null {
  return cell !== null && typeof cell === 'object' ? cell.day : cell;
}

function download(bytes: Uint8Array, name: string, type: string): StreamableFile {
  return new StreamableFile(bytes, { type, disposition: attachmentHeader(name) });
}
