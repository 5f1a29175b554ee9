import {
  box,
  drawing,
  type Drawing,
  type Fill,
  group,
  type Group,
  INK,
  label,
  polyline,
  type Shape,
  type Size,
  WIDTHS,
} from './drawing';
import { figure, type FigureView, type FigureWords } from './figure';
import { triangle } from './squares';

/** How a part of a bar is drawn: counted, in second place, a gap or a maybe, still to come. */
export type BarFill = 'solid' | 'soft' | 'hatch' | 'outline';

export interface BarPart {
  readonly from: number;
  readonly to: number;
  readonly fill: BarFill;
  readonly title: string;
}

export interface BarRow {
  /** Empty for a bar that needs no name. */
  readonly name: string;
  readonly parts: readonly BarPart[];
  /** ▲ where something ends soon. */
  readonly warnedAt: number | null;
}

/** Bars on one scale, whatever it counts: people, days. */
export interface Bars {
  readonly from: number;
  readonly to: number;
  readonly rows: readonly BarRow[];
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** A line through all bars, with its name: the target, today. */
  readonly line: { readonly at: number; readonly text: string } | null;
}

export type FillWords = Readonly<Partial<Record<BarFill, string>>>;

const NAMES = 150;
const BAR = 20;
const LINE = 32;
const NAME_LINE = 22;
/** The name of the line above, the words of the scale below. */
const HEAD = 22;
const FOOT = 26;
const EDGE = 8;

/** Terms and their gaps, or parts of a whole against a target; the hatch also tells on paper what is missing. */
export function bars(words: FigureWords, given: Bars, fills: FillWords): FigureView {
  const drawn = given.rows.flatMap(({ parts }) => parts).filter(({ from, to }) => to > from);
  const used = [...new Set(drawn.map(({ fill }) => fill))];
  const keys = used.map((fill) => ({
    // The hatch of the first drawing is the hatch of the key.
    shapes: [keyed(words.id, barBox({ x: 1, y: 3, width: 20, height: 16 }, fill))],
    text: fills[fill] ?? '',
  }));
  return figure(words, keys, (size) => draw(words.id, size, given));
}

const FILL_INKS: Readonly<Record<BarFill, Fill>> = {
  solid: INK.data,
  soft: INK.data2,
  hatch: 'hatch',
  outline: INK.white,
};

function barBox(edge: Parameters<typeof box>[0], fill: BarFill): Shape {
  const stroke = fill === 'hatch' ? INK.alarm : INK.data;
  return box(edge, { fill: FILL_INKS[fill], stroke, dash: fill === 'outline' ? '4 3' : '' });
}

function keyed(id: string, shape: Shape): Shape {
  return shape.fill === 'hatch' ? { ...shape, fill: `url(#${id}-key-hatch)` } : shape;
}

interface Scale {
  readonly x: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly isWide: boolean;
}

function draw(id: string, size: Size, given: Bars): Drawing {
  const scale = scaleOf(size, given);
  const top = given.line === null ? 0 : HEAD;
  const groups: Group[] = [];
  let y = top;
  for (const row of given.rows) y = addRow(groups, row, scale, y);
  const bottom = y;
  if (given.line !== null) groups.push(group(lineShapes(scale, given.line, [top - 4, bottom])));
  groups.push(group(given.ticks.flatMap(({ at, text }) => tickShapes(scale, at, text, bottom))));
  return drawing(id, size, bottom + (given.ticks.length > 0 ? FOOT : 4), groups);
}

function scaleOf(size: Size, { from, to, rows }: Bars): Scale {
  const isWide = size === 'wide';
  const left = isWide && rows.some(({ name }) => name !== '') ? NAMES : EDGE;
  const right = WIDTHS[size] - EDGE;
  const span = Math.max(1, to - from);
  return { x: (value) => left + ((value - from) / span) * (right - left), left, right, isWide };
}

/** Adds the row and says where the next one begins. */
function addRow(groups: Group[], row: BarRow, scale: Scale, y: number): number {
  const { name, parts, warnedAt } = row;
  const { x, left, right, isWide } = scale;
  const top = isWide || name === '' ? y : y + NAME_LINE;
  if (name !== '') groups.push(group([label(name, [0, isWide ? y + 20 : y + 15])]));
  const middle = top + LINE / 2;
  groups.push(
    group([
      polyline(
        [
          [left, middle],
          [right, middle],
        ],
        { stroke: INK.rest },
      ),
    ]),
  );
  for (const { from, to, fill, title } of parts.filter((part) => part.to > part.from)) {
    const edge = { x: x(from), y: middle - BAR / 2, width: x(to) - x(from), height: BAR };
    groups.push(group([barBox(edge, fill)], { title }));
  }
  if (warnedAt !== null)
    groups.push(
      group([
        triangle(Math.round(x(warnedAt)), middle - 6, { fill: INK.alarm, stroke: INK.white }),
      ]),
    );
  return top + LINE;
}

function lineShapes(
  { x, right }: Scale,
  { at, text }: NonNullable<Bars['line']>,
  [top, bottom]: readonly [top: number, bottom: number],
): readonly Shape[] {
  const isNearEnd = x(at) > (right * 3) / 4;
  return [
    polyline(
      [
        [x(at), top],
        [x(at), bottom],
      ],
      { strokeWidth: 2 },
    ),
    label(text, [x(at), top - 4], { anchor: isNearEnd ? 'end' : 'middle' }),
  ];
}

function tickShapes({ x }: Scale, at: number, text: string, bottom: number): readonly Shape[] {
  return [
    polyline(
      [
        [x(at), bottom],
        [x(at), bottom + 5],
      ],
      { stroke: INK.rest },
    ),
    label(text, [x(at), bottom + 20], { anchor: 'middle' }),
  ];
}
