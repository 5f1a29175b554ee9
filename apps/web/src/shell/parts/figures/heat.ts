import {
  box,
  drawing,
  type Drawing,
  type Fill,
  type Group,
  group,
  INK,
  label,
  type Shape,
  type Size,
  textWidth,
  WIDTHS,
} from './drawing';
import { figure, type FigureView, type FigureWords } from './figure';

export interface HeatCell {
  /** What stands in it: 「3 / 5」. */
  readonly text: string;
  /** How much of the whole, between 0 and 1; null: there is nothing to be done. */
  readonly share: number | null;
  /** What it is when pointed at. */
  readonly title: string;
  readonly href: string;
}

export interface HeatRow {
  readonly name: string;
  readonly cells: readonly HeatCell[];
}

/** Each level is a colour and a word, and the bar below a cell tells the same by its length. */
const LEVELS = [
  { from: 1, text: 'すべて', fill: INK.data, ink: INK.white },
  { from: 2 / 3, text: '3分の2以上', fill: INK.data2, ink: INK.black },
  { from: 1 / 3, text: '3分の1以上', fill: INK.data3, ink: INK.black },
  { from: 0, text: '3分の1未満', fill: INK.white, ink: INK.black },
] as const;

const HEIGHT = 26;
const BAR = 5;
const LINE = HEIGHT + BAR + 5;
const NAMES: Readonly<Record<Size, number>> = { wide: 128, narrow: 0 };
const NAME_LINE = 20;
const HEAD_LINE = 18;
const GAP = 4;

/** Rows against what is asked of each, the number in every cell. On a phone the cells do not lead anywhere: the table does. */
export function heat(
  words: FigureWords,
  columns: readonly string[],
  rows: readonly HeatRow[],
): FigureView {
  const used = LEVELS.filter((level) =>
    rows.some(({ cells }) => cells.some(({ share }) => share !== null && levelOf(share) === level)),
  );
  const keys = used.map((level) => ({
    shapes: [
      box({ x: 1, y: 2, width: 20, height: 12 }, { fill: level.fill, stroke: INK.data }),
      ...bar({ x: 1, y: 15, width: 20 }, keyShare(level)),
    ],
    text: level.text,
  }));
  return figure(words, keys, (size) => draw(words.id, size, { columns, rows }));
}

type Level = (typeof LEVELS)[number];

function levelOf(share: number): Level {
  return LEVELS.find(({ from }) => share >= from) ?? LEVELS[LEVELS.length - 1] ?? LEVELS[0];
}

/** As long as the shortest bar of its level, of the last one a little. */
function keyShare({ from }: Level): number {
  return from === 0 ? 1 / 6 : from;
}

interface Given {
  readonly columns: readonly string[];
  readonly rows: readonly HeatRow[];
}

function draw(id: string, size: Size, { columns, rows }: Given): Drawing {
  const left = NAMES[size];
  const pitch = (WIDTHS[size] - left) / Math.max(1, columns.length);
  const heads = headings(columns, { left, pitch, right: WIDTHS[size] });
  const head = HEAD_LINE * Math.max(1, ...heads.map(({ line }) => line + 1));
  const groups: Group[] = [
    group(
      heads.map(({ text, x, line }) =>
        label(text, [x, HEAD_LINE * (line + 1) - 4], { anchor: 'middle' }),
      ),
    ),
  ];
  let y = head + GAP;
  for (const { name, cells } of rows) {
    const isWide = size === 'wide';
    groups.push(group([label(name, [0, y + (isWide ? 19 : 15)])]));
    if (!isWide) y += NAME_LINE;
    for (const [at, cell] of cells.entries()) {
      const { title, href } = cell;
      const shapes = cellShapes(cell, { x: left + at * pitch, y, width: pitch - GAP });
      groups.push(group(shapes, isWide ? { title, href } : { title }));
    }
    y += LINE;
  }
  return drawing(id, size, y, groups);
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function cellShapes({ text, share }: HeatCell, { x, y, width }: Spot): readonly Shape[] {
  const at = { x, y, width, height: HEIGHT };
  const middle = [x + width / 2, y + 18] as const;
  if (share === null)
    return [
      box(at, { fill: INK.white, stroke: INK.rest, dash: '4 3' }),
      label(text, middle, { anchor: 'middle' }),
    ];
  const { fill, ink } = levelOf(share);
  return [
    box(at, { fill, stroke: INK.data }),
    label(text, middle, { anchor: 'middle', fill: ink satisfies Fill }),
    ...bar({ x, y: y + HEIGHT + 1, width }, share),
  ];
}

/** As long as the share, on a line as long as the whole. */
function bar({ x, y, width }: Spot, share: number): readonly Shape[] {
  return [
    box({ x, y: y + BAR - 1, width, height: 1 }, { fill: INK.rest }),
    box({ x, y, width: width * Math.min(1, share), height: BAR }, { fill: INK.black }),
  ];
}

interface Columns {
  readonly left: number;
  readonly pitch: number;
  readonly right: number;
}

interface Heading {
  readonly text: string;
  readonly x: number;
  /** From the top. */
  readonly line: number;
}

/**
 * One line, or two by turns where neighbours would touch: a word is not broken while it has room over two columns. Nothing stands
 * beyond the edges of the picture.
 */
export function headings(
  columns: readonly string[],
  { left, pitch, right }: Columns,
): readonly Heading[] {
  const touches = columns.some((name, at) => {
    const next = columns[at + 1];
    return next !== undefined && (textWidth(name) + textWidth(next)) / 2 + GAP > pitch;
  });
  const turns = touches ? 2 : 1;
  const room = 2 * pitch - GAP;
  const most = Math.max(1, ...columns.map((name) => wrapped(name, room).length));
  return columns.flatMap((name, at) => {
    const lines = wrapped(name, room);
    const half = Math.max(...lines.map(textWidth)) / 2;
    const middle = left + (at + 0.5) * pitch;
    const x = Math.max(half, Math.min(middle, right - half));
    // Below each other the lines of a turn end where its cells begin.
    const first = (at % turns) * most + most - lines.length;
    return lines.map((text, line) => ({ text, x, line: first + line }));
  });
}

/** In as many lines of the same length as it needs. */
function wrapped(text: string, width: number): readonly string[] {
  const letters = Array.from(text);
  const lines = Math.max(1, Math.ceil(textWidth(text) / width));
  const most = Math.ceil(letters.length / lines);
  return Array.from({ length: lines }, (_, at) =>
    letters.slice(at * most, (at + 1) * most).join(''),
  );
}
