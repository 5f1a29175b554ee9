import {
  box,
  drawing,
  type Group,
  group,
  INK,
  label,
  path,
  polyline,
  type Shape,
  type Size,
  WIDTHS,
} from './drawing';
import { figure, type FigureView, type FigureWords } from './figure';

/** The shapes of a state: full, full with a warning, half, empty with a cross, not counted. */
export const MARKS = ['full', 'warned', 'half', 'crossed', 'off'] as const;
export type Mark = (typeof MARKS)[number];

export interface Square {
  /** What it is when pointed at, with its state in words. */
  readonly title: string;
  readonly mark: Mark;
  readonly href: string;
}

export interface SquareRow {
  readonly name: string;
  readonly squares: readonly Square[];
}

/** What a mark is called where it occurs. */
export type MarkWords = Readonly<Record<Mark, string>>;

const SIDE = 20;
/** From one to the next: so far apart that each can be hit. */
const PITCH = 28;
const LINE = 32;
const NAMES = 150;
const NAME_LINE = 22;

/** 部 × 課: one square for each 課, by its state. On a phone the squares do not lead anywhere: the table below does. */
export function squares(
  words: FigureWords,
  rows: readonly SquareRow[],
  marks: MarkWords,
): FigureView {
  const used = MARKS.filter((mark) =>
    rows.some((row) => row.squares.some((it) => it.mark === mark)),
  );
  const keys = used.map((mark) => ({ shapes: markShapes(mark, 1, 1), text: marks[mark] }));
  return figure(words, keys, (size) => {
    const groups: Group[] = [];
    let y = 0;
    for (const row of rows) y = addRow(groups, row, { size, y });
    return drawing(words.id, size, Math.max(y, LINE), groups);
  });
}

interface Place {
  readonly size: Size;
  readonly y: number;
}

/** Adds the row and says where the next one begins. */
function addRow(groups: Group[], { name, squares: all }: SquareRow, { size, y }: Place): number {
  const isWide = size === 'wide';
  const left = isWide ? NAMES : 0;
  const perLine = Math.floor((WIDTHS[size] - left) / PITCH);
  const top = isWide ? y : y + NAME_LINE;
  groups.push(group([label(name, [0, y + (isWide ? 19 : 15)])]));
  for (const [at, { title, mark, href }] of all.entries()) {
    const x = left + (at % perLine) * PITCH + (PITCH - SIDE) / 2;
    const shapes = markShapes(mark, x, top + Math.floor(at / perLine) * LINE + (LINE - SIDE) / 2);
    groups.push(group(shapes, isWide ? { title, href } : { title }));
  }
  return top + Math.max(1, Math.ceil(all.length / perLine)) * LINE;
}

function markShapes(mark: Mark, x: number, y: number): readonly Shape[] {
  const edge = { x, y, width: SIDE, height: SIDE };
  const [right, bottom] = [x + SIDE, y + SIDE];
  switch (mark) {
    case 'full':
      return [box(edge, { fill: INK.data, stroke: INK.data })];
    case 'warned':
      return [
        box(edge, { fill: INK.data2, stroke: INK.data }),
        triangle(x + SIDE / 2, y + 4, { fill: INK.alarm }),
      ];
    case 'half':
      return [
        box(edge, { fill: INK.white, stroke: INK.data }),
        path(`M${String(x)} ${String(bottom)}V${String(y)}L${String(right)} ${String(bottom)}Z`, {
          fill: INK.data,
        }),
      ];
    case 'crossed':
      return [
        box(edge, { fill: INK.white, stroke: INK.alarm, strokeWidth: 2 }),
        polyline(
          [
            [x + 5, y + 5],
            [right - 5, bottom - 5],
          ],
          { stroke: INK.alarm, strokeWidth: 2 },
        ),
        polyline(
          [
            [x + 5, bottom - 5],
            [right - 5, y + 5],
          ],
          { stroke: INK.alarm, strokeWidth: 2 },
        ),
      ];
    case 'off':
      return [box(edge, { fill: INK.white, stroke: INK.rest, strokeWidth: 2, dash: '4 3' })];
  }
}

/** Pointing up, 12 px wide; `x` is its middle, `y` its top. */
export function triangle(x: number, y: number, line: Parameters<typeof path>[1]): Shape {
  return path(`M${String(x)} ${String(y)}l6 11h-12Z`, line);
}
