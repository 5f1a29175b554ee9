import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import {
  attachmentHeader,
  Conflict,
  type CsvCell,
  MAXIMUM_EXPORT_ROWS,
  NotFound,
  numberText,
  type SheetCell,
  writeCsv,
  writeXlsx,
} from '@app/platform';
import type { PageRequest } from '../http';
import { address } from '../view-parts';
import { columnsFor, type List, totalsOf } from './list';
import { listPdf } from './list-pdf';
import { MOST_PRINTED_ROWS, type PrintedList, printedList } from './printed-list';

export const LIST_FORMATS = ['csv', 'xlsx', 'json', 'html', 'pdf', 'cp932'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

/** A list as a file, or as one page of all rows. */
export type ListReply = ListAnswer | PrintedList;

const MOST = MAXIMUM_EXPORT_ROWS.toLocaleString('ja-JP');
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The addresses of a list's files, to be declared in one route: `list` is `list.csv`, `list.xlsx`, `list.pdf` and so on. */
export function filesAt(path: string): string[] {
  return LIST_FORMATS.map((format) => `${path}.${format}`);
}

interface FileLink {
  readonly href: string;
  readonly label: string;
  /** A page to be printed is opened, a file is saved. */
  readonly isFile: boolean;
}

interface FilesOf {
  /** Of a list that has pages: how many rows it has in all. What a page shows whole is printed as it is. */
  readonly total?: number;
  readonly csvPath?: string;
}

/** The links below a list: what most people take, and the forms that somebody asks for now and then. */
export interface FileLinks {
  readonly links: readonly FileLink[];
  readonly others: readonly FileLink[];
}

/** The links to the files, with the filter of the page. */
export function fileLinks(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
  { total = 0, csvPath = `${path}.csv` }: FilesOf = {},
): FileLinks {
  const isSmall = total > 0 && total <= MAXIMUM_EXPORT_ROWS;
  const isPrintable = total > 0 && total <= MOST_PRINTED_ROWS;
  const file = (href: string, label: string) => ({
    ...{ href: address(href, query), label, isFile: true },
  });
  const printed = { ...file(`${path}.html`, `全${numberText(total)}件を印刷`), isFile: false };
  return {
    links: [
      file(csvPath, 'CSVで保存'),
      file(`${path}.xlsx`, `Excel(XLSX)で保存${isSmall ? '' : `(${MOST}件まで)`}`),
      ...(isPrintable ? [printed] : []),
    ],
    others: [
      file(`${path}.pdf`, `PDF${isPrintable ? '' : `(${numberText(MOST_PRINTED_ROWS)}件まで)`}`),
      file(`${path}.cp932`, 'CSV(Shift_JIS)'),
      file(`${path}.json`, 'JSON'),
    ],
  };
}

/** The format that an address ends with; one that we do not write does not exist. */
export function listFormat(text: string): ListFormat {
  const format = LIST_FORMATS.find((it) => it === text.toLowerCase());
  if (format === undefined) throw new NotFound();
  return format;
}

/** The same of a request; an address without an ending is CSV. */
export function requestedFormat(request: Pick<PageRequest, 'path'>): ListFormat {
  return listFormat(/\.(\w+)$/.exec(request.path)?.[1] ?? 'csv');
}

/** What a list is about, in words: day, filter, number of rows. Stands above the table in a file. */
export interface FileFrame {
  readonly title: string;
  /** Behind the list's name in the file's name, e.g. the day. */
  readonly suffix: string;
}

/** All rows of a list as it was asked for, from the same columns as the page. */
export async function listReply<Row>(
  list: List<Row>,
  rows: readonly Row[],
  format: ListFormat,
  frame: FileFrame,
): Promise<ListReply> {
  if (format === 'html') return printedList(list, rows, frame.title);
  return listFile(list, rows, format, frame);
}

/** The same as a download. */
export async function listFile<Row>(
  list: List<Row>,
  rows: readonly Row[],
  format: Exclude<ListFormat, 'html'>,
  { title, suffix }: FileFrame,
): Promise<ListAnswer> {
  const columns = columnsFor(list, 'file');
  const name = `${list.name}_${suffix}.${format === 'cp932' ? 'csv' : format}`;
  const answer = (bytes: Uint8Array, type: string) =>
    new ListAnswer(rows.length, { bytes, name, type });
  const header = columns.map((column) => column.heading);
  const cells = rows.map((row) => columns.map((column) => column.value(row)));
  if (format === 'json') {
    const objects = cells.map((row) =>
      Object.fromEntries(columns.map((column, at) => [column.key, plain(row[at] ?? null)])),
    );
    const text = JSON.stringify({ title, rows: objects });
    return answer(Buffer.from(text), 'application/json; charset=utf-8');
  }
  const totals = totalsOf(list, columns, rows);
  const lines = totals === null ? cells : [...cells, totals];
  if (format === 'csv') {
    const { bytes } = writeCsv(header, lines.map(csvRow), { encoding: 'utf-8-bom' });
    return answer(bytes, 'text/csv; charset=utf-8');
  }
  if (format === 'cp932') return answer(shiftJis(header, lines), 'text/csv; charset=shift_jis');
  if (format === 'pdf') return answer(await listPdf(list, rows, title), 'application/pdf');
  requireSheet(rows.length);
  const bytes = await writeXlsx({ name: list.name, title, header, rows: lines });
  return answer(bytes, XLSX_TYPE);
}

/** A sheet is built in memory: what is larger is a CSV file, or a narrower list. */
function requireSheet(total: number): void {
  if (total <= MAXIMUM_EXPORT_ROWS) return;
  throw new Conflict(
    'export.too_many_rows',
    `Excel(XLSX)に保存できるのは${MOST}件までです(この条件では${total.toLocaleString('ja-JP')}件あります)。CSVで保存するか、一覧に戻り、条件で絞り込んでから保存してください。`,
  );
}

/** For programs that read nothing else. What it cannot hold is said: a name with another sign in it is another name. */
function shiftJis(header: readonly string[], lines: readonly (readonly SheetCell[])[]): Uint8Array {
  const { bytes, replaced } = writeCsv(header, lines.map(csvRow), { encoding: 'cp932' });
  const lost = [...new Set(replaced.map(({ character }) => character))];
  if (lost.length === 0) return bytes;
  throw new Conflict(
    'export.not_in_shift_jis',
    `Shift_JISにない文字があるため、保存できません: ${lost.slice(0, 10).join(' ')}${lost.length > 10 ? ' ほか' : ''}。「CSVで保存」(UTF-8)か、Excel(XLSX)で保存してください。`,
  );
}

function csvRow(cells: readonly SheetCell[]): CsvCell[] {
  return cells.map(plain);
}

/** A day as 2031-03-31: sorts as text, and is what the import reads. */
function plain(cell: SheetCell): string | number | null {
  return cell !== null && typeof cell === 'object' ? cell.day : cell;
}

/** A list as a file; the log of who took what along asks how many rows it has. */
export class ListAnswer extends StreamableFile {
  constructor(
    readonly rowCount: number,
    { bytes, name, type }: FileParts,
  ) {
    const options = { type, disposition: attachmentHeader(name) };
    // Told apart for the declarations of StreamableFile only.
    if (bytes instanceof Readable) super(bytes, options);
    else super(bytes, options);
  }
}

interface FileParts {
  readonly bytes: Uint8Array | Readable;
  readonly name: string;
  readonly type: string;
}
