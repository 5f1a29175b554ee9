import type { CustomTableLayout } from 'pdfmake/interfaces';

/** Half of what the other tables keep between two columns. */
const BETWEEN = 4;

/** Layouts that a definition names: the functions of one cannot be sent to the process that draws. */
export const TABLE_LAYOUTS: Readonly<Record<string, CustomTableLayout>> = {
  /** As `lightHorizontalLines`, for tables of many columns. */
  closeHorizontalLines: {
    hLineWidth: (at, { table }) => lineAbove(at, table.body.length),
    vLineWidth: () => 0,
    hLineColor: (at) => (at === 1 ? '#000000' : '#aaaaaa'),
    paddingLeft: (at) => (at === 0 ? 0 : BETWEEN),
    paddingRight: (at, { table }) => (at === (table.widths?.length ?? 0) - 1 ? 0 : BETWEEN),
  },
};

function lineAbove(at: number, rows: number): number {
  if (at === 0 || at === rows) return 0;
  return at === 1 ? 2 : 1;
}
