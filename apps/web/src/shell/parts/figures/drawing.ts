/**
 * A picture as the partial `figure` prints it: shapes with presentation attributes only, because the content security
 * policy refuses styles. It stands on white of its own, so that forced colours and paper change nothing.
 */
export const INK = {
  /** Counted, and counted in second place. */
  data: '#006f83',
  data2: '#79e2f2',
  /** What may be, around what is counted. */
  data3: '#c8f8ff',
  alarm: '#ac3e00',
  rest: '#949494',
  black: '#000000',
  white: '#ffffff',
} as const;

type Ink = (typeof INK)[keyof typeof INK];

/** What an area is filled with; the hatch is a pattern of the drawing. */
export type Fill = Ink | 'none' | 'hatch';

export interface Shape {
  readonly kind: 'path' | 'text';
  /** The path, or what is written. */
  readonly d: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly isBold: boolean;
  readonly fill: string;
  readonly stroke: Ink | 'none';
  readonly strokeWidth: number;
  readonly dash: string;
}

/** What belongs together: what it is when pointed at, and where it leads. */
export interface Group {
  readonly title: string;
  readonly href: string;
  readonly shapes: readonly Shape[];
}

export const SIZES = ['wide', 'narrow'] as const;
export type Size = (typeof SIZES)[number];

/** As wide as half of a page, and as a phone of 390 px has room for; both grow with their column. */
export const WIDTHS: Readonly<Record<Size, number>> = { wide: 540, narrow: 350 };
/** Still 12 px where the column is as narrow as 288 px. */
const LETTERS: Readonly<Record<Size, number>> = { wide: 14, narrow: 15 };

export interface Drawing {
  readonly size: Size;
  readonly width: number;
  readonly height: number;
  readonly hatchId: string;
  readonly letters: number;
  readonly groups: readonly Group[];
  /** With links inside it is no image any more, but a group of them. */
  readonly role: 'img' | 'group';
}

type Line = Partial<Pick<Shape, 'fill' | 'stroke' | 'strokeWidth' | 'dash'>>;

const PLAIN = { kind: 'path', x: 0, y: 0, anchor: 'start', isBold: false } as const;

export function path(d: string, line: Line = {}): Shape {
  return { ...PLAIN, fill: 'none', stroke: 'none', strokeWidth: 1, dash: '', ...line, d };
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function box({ x, y, width, height }: Box, line: Line = {}): Shape {
  const [right, bottom] = [rounded(x + width), rounded(y + height)];
  return path(
    `M${String(rounded(x))} ${String(rounded(y))}H${String(right)}V${String(bottom)}H${String(rounded(x))}Z`,
    line,
  );
}

type Point = readonly [x: number, y: number];

export function polyline(points: readonly Point[], line: Line = {}): Shape {
  const d = points.map(
    ([x, y], at) => `${at === 0 ? 'M' : 'L'}${String(rounded(x))} ${String(rounded(y))}`,
  );
  return path(d.join(''), { stroke: INK.black, ...line });
}

export function label(
  text: string,
  [x, y]: Point,
  more: Partial<Pick<Shape, 'anchor' | 'isBold' | 'fill'>> = {},
): Shape {
  const place = { x: rounded(x), y: rounded(y) };
  return { ...path(text, { fill: INK.black }), ...place, ...more, kind: 'text' };
}

export function group(
  shapes: readonly Shape[],
  { title = '', href = '' }: Partial<Pick<Group, 'title' | 'href'>> = {},
): Group {
  return { title, href, shapes };
}

/** Puts the shapes on their paper. */
export function drawing(id: string, size: Size, height: number, groups: readonly Group[]): Drawing {
  const hatchId = `${id}-${size}-hatch`;
  const inked = groups.map((it) => ({
    ...it,
    shapes: it.shapes.map((shape) =>
      shape.fill === 'hatch' ? { ...shape, fill: `url(#${hatchId})` } : shape,
    ),
  }));
  const role = groups.some(({ href }) => href !== '') ? 'group' : 'img';
  return {
    size,
    width: WIDTHS[size],
    height,
    hatchId,
    letters: LETTERS[size],
    groups: inked,
    role,
  };
}

export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** About how wide a text is: full letters count whole, others half. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (letter > '\u00FF' ? 15 : 9), 0);
}
