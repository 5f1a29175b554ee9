import { tableFrame, type TableFrameView } from '../tables';
import { type Drawing, group, type Shape, type Size, SIZES } from './drawing';

interface CellView {
  readonly text: string;
  readonly href: string;
}

/** The same numbers for those who do not see the picture, and for whoever wants them exactly. */
export interface FigureTable {
  readonly headings: readonly string[];
  /** The first cell names the row. */
  readonly rows: readonly (readonly (string | CellView)[])[];
}

interface KeyView {
  readonly shapes: readonly Shape[];
  readonly text: string;
}

/** The model of the partial `figure`. */
export interface FigureView {
  readonly id: string;
  /** What the picture says, read aloud. */
  readonly sentence: string;
  readonly drawings: readonly Drawing[];
  /** What the shapes mean. */
  readonly keys: readonly KeyView[];
  readonly frame: TableFrameView;
  readonly headings: readonly string[];
  readonly rows: readonly { readonly name: CellView; readonly cells: readonly CellView[] }[];
}

export interface FigureWords {
  readonly id: string;
  readonly sentence: string;
  /** Of the table below. */
  readonly caption: string;
  /** Null only where the page itself shows the numbers beside the picture. */
  readonly table: FigureTable | null;
}

export function figure(
  { id, sentence, caption, table }: FigureWords,
  keys: readonly KeyView[],
  draw: (size: Size) => Drawing,
): FigureView {
  const { headings, rows } = table ?? { headings: [], rows: [] };
  return {
    id,
    sentence,
    drawings: SIZES.map((size) => draw(size)),
    keys: keys.map((key) => ({ ...key, shapes: group(key.shapes).shapes })),
    frame: tableFrame(caption, { columns: headings.length, staysTable: true }),
    headings,
    rows: rows.map(([name = '', ...cells]) => ({ name: cell(name), cells: cells.map(cell) })),
  };
}

function cell(content: string | CellView): CellView {
  return typeof content === 'string' ? { text: content, href: '' } : content;
}
