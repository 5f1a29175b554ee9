import { type PdfDefinition, writePdfWithGeta } from '@app/platform';
import { cellText, columnsFor, type List, type ListColumn, totalsOf } from './list';
import { requirePrintable } from './printed-list';

/** With more columns a row has no room on an upright sheet. */
const MOST_UPRIGHT = 5;
const MANY = 9;
const GETA_NOTE = '書体にない文字は〓で示しています。正しい文字はCSVかExcelにあります。';

interface Cell {
  readonly text: string;
  readonly alignment: 'left' | 'right';
  readonly bold?: boolean;
  readonly fillColor?: string;
}

/** All rows as pages of A4: what they are about on the first, the headings on every one, its number at the foot. */
export async function listPdf<Row>(
  list: List<Row>,
  rows: readonly Row[],
  title: string,
): Promise<Uint8Array> {
  requirePrintable(rows.length);
  const columns = columnsFor(list, 'file');
  const body = [headings(columns), ...linesOf(list, columns, rows)];
  return writePdfWithGeta((hasGeta) => {
    const notes = hasGeta ? [title, GETA_NOTE] : [title];
    return pageOf(list.name, notes, columns, body);
  }, null);
}

function headings<Row>(columns: readonly ListColumn<Row>[]): Cell[] {
  return columns.map((column) => ({
    ...cellOf(column, column.heading),
    ...{ bold: true, fillColor: '#eeeeee' },
  }));
}

function linesOf<Row>(
  list: List<Row>,
  columns: readonly ListColumn<Row>[],
  rows: readonly Row[],
): Cell[][] {
  const lines = rows.map((row) =>
    columns.map((column) => cellOf(column, cellText(column.value(row)))),
  );
  const totals = totalsOf(list, columns, rows);
  if (totals === null) return lines;
  const last = columns.map((column, at) => ({
    ...cellOf(column, cellText(totals[at] ?? null)),
    bold: true,
  }));
  return [...lines, last];
}

function cellOf<Row>({ isNumber }: ListColumn<Row>, text: string): Cell {
  return { text, alignment: isNumber ? 'right' : 'left' };
}

function pageOf<Row>(
  name: string,
  notes: readonly string[],
  columns: readonly ListColumn<Row>[],
  body: Cell[][],
): PdfDefinition {
  const widths = columns.map((it) => (it.isNumber || it.isUnbroken ? 'auto' : '*'));
  return {
    info: { title: name },
    pageOrientation: columns.length > MOST_UPRIGHT ? 'landscape' : 'portrait',
    pageMargins: [34, 34, 34, 45],
    defaultStyle: { fontSize: columns.length > MANY ? 7 : 9, lineHeight: 1.3 },
    footerText: name,
    content: [
      { text: name, fontSize: 14, bold: true },
      ...notes.map((text) => ({ text })),
      { text: ' ', fontSize: 4 },
      {
        table: { headerRows: 1, widths, dontBreakRows: true, body },
        layout: 'lightHorizontalLines',
      },
    ],
  };
}
