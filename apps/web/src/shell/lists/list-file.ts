import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import {
  FORMAT_TYPES,
  listFileName,
  listParts,
  MOST_ROWS_AT_ONCE,
  requireSheet,
  type RowFormat,
} from '@app/exports';
import { attachmentHeader, MAXIMUM_EXPORT_ROWS, NotFound, numberText } from '@app/platform';
import type { PageRequest } from '../http';
import { address } from '../view-parts';
import type { List } from './list';
import { listPdf } from './list-pdf';
import { MOST_PRINTED_ROWS, type PrintedList, printedList } from './printed-list';

export const LIST_FORMATS = ['csv', 'xlsx', 'json', 'html', 'pdf', 'cp932'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

/** A list as a file, or as one page of all rows. */
export type ListReply = ListAnswer | PrintedList;

const MOST = MAXIMUM_EXPORT_ROWS.toLocaleString('ja-JP');

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

const OWN_FILES: FileLink = { href: '/files', label: '保存したファイル', isFile: false };

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
      ...(total > MOST_ROWS_AT_ONCE ? [OWN_FILES] : []),
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
  const name = listFileName(list.name, suffix, format);
  const bytes =
    format === 'pdf'
      ? await listPdf(list, rows, title)
      : await rowsAsFile(list, rows, format, title);
  const type = format === 'pdf' ? 'application/pdf' : FORMAT_TYPES[format];
  return new ListAnswer(rows.length, { bytes, name, type });
}

async function rowsAsFile<Row>(
  list: List<Row>,
  rows: readonly Row[],
  format: RowFormat,
  title: string,
): Promise<Uint8Array> {
  if (format === 'xlsx') requireSheet(rows.length);
  const parts: Uint8Array[] = [];
  const written = listParts({ list, title, slices: inOneSlice(rows) }, format);
  for await (const part of written) parts.push(part);
  return Buffer.concat(parts);
}

async function* inOneSlice<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield await Promise.resolve(rows);
}

/** A list as a file; the log of who took what along asks how many rows it has. */
export class ListAnswer extends StreamableFile {
  constructor(
    readonly rowCount: number,
    { bytes, name, type }: FileParts,
    /** What it was filtered by, where its address does not say so. */
    readonly filters?: Readonly<Record<string, string>>,
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
