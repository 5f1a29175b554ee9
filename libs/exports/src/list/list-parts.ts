import {
  Conflict,
  type CsvCell,
  MAXIMUM_EXPORT_ROWS,
  type SheetCell,
  writeCsv,
  writeXlsx,
} from '@app/platform';
import { columnsFor, type FileList, totalsOf } from './file-list';

/** What is written of a list row by row; paper (PDF, print) is for short lists and made from a page. */
export const ROW_FORMATS = ['csv', 'cp932', 'json', 'xlsx'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

/** A list with more rows is made into a file by the worker: nobody waits for it at a page. */
export const MOST_ROWS_AT_ONCE = 5_000;

export function isRowFormat(format: string): format is RowFormat {
  return (ROW_FORMATS as readonly string[]).includes(format);
}

export const FORMAT_TYPES: Readonly<Record<RowFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  cp932: 'text/csv; charset=shift_jis',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const FORMAT_WORDS: Readonly<Record<RowFormat, string>> = {
  csv: 'CSV',
  cp932: 'CSV(Shift_JIS)',
  json: 'JSON',
  xlsx: 'Excel(XLSX)',
};

const SHOWN_CHARACTERS = 10;

/** 「職員の一覧_2026-11-16.csv」 */
export function listFileName(name: string, suffix: string, format: string): string {
  return `${name}_${suffix}.${format === 'cp932' ? 'csv' : format}`;
}

interface Written<Row> {
  readonly list: FileList<Row>;
  /** What the list is about: day, filter, rule, number of rows. */
  readonly title: string;
  readonly slices: AsyncIterable<readonly Row[]>;
}

/** A list as a file, slice by slice: no more than one slice is held, except for a spreadsheet, which has its limit. */
export async function* listParts<Row>(
  written: Written<Row>,
  format: RowFormat,
): AsyncGenerator<Uint8Array> {
  if (format === 'json') yield* jsonParts(written);
  else if (format === 'xlsx') yield await sheetOf(written);
  else yield* csvParts(written, format === 'csv' ? 'utf-8-bom' : 'cp932');
}

/** A sheet is built in memory: what is larger is a CSV file, or a narrower list. */
export function requireSheet(total: number): void {
  if (total <= MAXIMUM_EXPORT_ROWS) return;
  throw new Conflict(
    'export.too_many_rows',
    `Excel(XLSX)に保存できるのは${MAXIMUM_EXPORT_ROWS.toLocaleString('ja-JP')}件までです(この条件では${total.toLocaleString('ja-JP')}件あります)。CSVで保存するか、一覧に戻り、条件で絞り込んでから保存してください。`,
  );
}

async function* csvParts<Row>(
  { list, slices }: Written<Row>,
  encoding: 'utf-8-bom' | 'cp932',
): AsyncGenerator<Uint8Array> {
  const lost = new Set<string>();
  const write = (lines: readonly (readonly SheetCell[])[], header: readonly string[] | null) => {
    const { bytes, replaced } = writeCsv(header, lines.map(csvRow), { encoding });
    for (const { character } of replaced) lost.add(character);
    return bytes;
  };
  const columns = columnsFor(list, 'file');
  yield write(
    [],
    columns.map(({ heading }) => heading),
  );
  for await (const lines of linesOf(list, slices)) yield write(lines, null);
  // What Shift_JIS cannot hold is said: a name with another sign in it is another name.
  if (encoding === 'cp932') requireNothingLost([...lost]);
}

function requireNothingLost(lost: readonly string[]): void {
  if (lost.length === 0) return;
  throw new Conflict(
    'export.not_in_shift_jis',
    `Shift_JISにない文字があるため、保存できません: ${lost.slice(0, SHOWN_CHARACTERS).join(' ')}${lost.length > SHOWN_CHARACTERS ? ' ほか' : ''}。「CSVで保存」(UTF-8)か、Excel(XLSX)で保存してください。`,
  );
}

async function* jsonParts<Row>({ list, title, slices }: Written<Row>): AsyncGenerator<Uint8Array> {
  const columns = columnsFor(list, 'file');
  let before = '';
  yield Buffer.from(`{"title":${JSON.stringify(title)},"rows":[`);
  for await (const rows of slices) {
    const objects = rows.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map(({ key, value }) => [key, plain(value(row))]))),
    );
    if (objects.length > 0) yield Buffer.from(`${before}${objects.join(',')}`);
    if (objects.length > 0) before = ',';
  }
  yield Buffer.from(']}');
}

async function sheetOf<Row>({ list, title, slices }: Written<Row>): Promise<Uint8Array> {
  const rows: (readonly SheetCell[])[] = [];
  for await (const lines of linesOf(list, slices)) {
    rows.push(...lines);
    requireSheet(rows.length);
  }
  const header = columnsFor(list, 'file').map(({ heading }) => heading);
  return writeXlsx({ name: list.name, title, header, rows });
}

/** Totals stand below a list that comes in one slice: longer ones have none. */
async function* linesOf<Row>(
  list: FileList<Row>,
  slices: AsyncIterable<readonly Row[]>,
): AsyncGenerator<(readonly SheetCell[])[]> {
  const columns = columnsFor(list, 'file');
  let count = 0;
  let only: readonly Row[] = [];
  for await (const rows of slices) {
    count += 1;
    only = count === 1 ? rows : [];
    yield rows.map((row) => columns.map(({ value }) => value(row)));
  }
  const totals = count === 1 ? totalsOf(list, columns, only) : null;
  if (totals !== null) yield [totals];
}

function csvRow(cells: readonly SheetCell[]): CsvCell[] {
  return cells.map(plain);
}

/** A day as 2031-03-31: sorts as text, and is what the import reads. */
function plain(cell: SheetCell): string | number | null {
  return cell !== null && typeof cell === 'object' ? cell.day : cell;
}
