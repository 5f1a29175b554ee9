import { diffDays, type LocalDate } from '@app/platform';
import {
  box,
  drawing,
  type Drawing,
  group,
  INK,
  label,
  path,
  polyline,
  type Shape,
  type Size,
  textWidth,
  WIDTHS,
} from './drawing';
import { figure, type FigureView, type FigureWords } from './figure';

export interface DayCount {
  readonly day: LocalDate;
  readonly count: number;
}

/** How many there were over time, against where it is to lead. */
export interface Steps {
  readonly from: LocalDate;
  readonly until: LocalDate;
  /** In the order of their days; each holds until the next. */
  readonly actual: readonly DayCount[];
  readonly target: { readonly count: number; readonly text: string } | null;
  /** The same a year earlier, on the days of this one. */
  readonly before?: readonly DayCount[];
  /** How many it takes by the end of each fiscal year. */
  readonly needed: readonly DayCount[];
  /** What these are, unless nobody set them. */
  readonly neededText?: string;
  /** What may come, in the order of the days; nothing where nothing is foreseen. */
  readonly fan?: readonly FanBand[];
  readonly ticks: readonly { readonly day: LocalDate; readonly text: string }[];
  readonly unit: string;
}

/** The ranges that hold half and four fifths of what may be on a day, and their middle. */
export interface FanBand {
  readonly day: LocalDate;
  readonly low: number;
  readonly innerLow: number;
  readonly middle: number;
  readonly innerHigh: number;
  readonly high: number;
}

const HEIGHTS: Readonly<Record<Size, number>> = { wide: 240, narrow: 200 };
const MARGIN = { top: 24, right: 44, bottom: 28, left: 36 };

interface Scale {
  readonly x: (day: LocalDate) => number;
  readonly y: (count: number) => number;
  readonly right: number;
  readonly bottom: number;
  /** The highest count there is room for. */
  readonly most: number;
}

/** A line in steps with the needed path: ◇ at the end of each fiscal year, the target as a labelled line. */
export function steps(words: FigureWords, given: Steps): FigureView {
  const keys = [
    lineKey('実績', ACTUAL),
    ...((given.before ?? []).length > 0 ? [lineKey('前の年の同じ月', BEFORE)] : []),
    ...(given.needed.length > 0
      ? [{ shapes: [diamond(11, 11)], text: given.neededText ?? '届くために要る数' }]
      : []),
    ...((given.fan ?? []).length > 0 ? FAN_KEYS : []),
  ];
  return figure(words, keys, (size) => draw(words.id, size, given));
}

/** A piece of the line. */
function lineKey(text: string, line: Parameters<typeof polyline>[1]) {
  const piece = polyline(
    [
      [0, 11],
      [22, 11],
    ],
    line,
  );
  return { shapes: [piece], text };
}

const EDGE = { stroke: INK.data, strokeWidth: 1 } as const;
const OUTER = { fill: INK.data3, ...EDGE } as const;
const INNER = { fill: INK.data2, ...EDGE } as const;
const MIDDLE = { stroke: INK.data, strokeWidth: 2, dash: '5 4' } as const;
const FAN_KEYS = [
  { shapes: [box({ x: 1, y: 4, width: 20, height: 14 }, OUTER)], text: '10回のうち8回' },
  { shapes: [box({ x: 1, y: 4, width: 20, height: 14 }, INNER)], text: '10回のうち5回' },
  lineKey('真ん中の見通し', MIDDLE),
];
const ACTUAL = { stroke: INK.data, strokeWidth: 3 } as const;
const BEFORE = { stroke: INK.black, strokeWidth: 1.5, dash: '2 3' } as const;

function draw(id: string, size: Size, given: Steps): Drawing {
  const scale = scaleOf(size, given);
  const groups = [
    group(fanShapes(scale, given)),
    group(axes(scale, given)),
    group(neededPath(scale, given.needed)),
    group(beforeLine(scale, given.before ?? [])),
    group(actualLine(scale, given)),
  ];
  return drawing(id, size, HEIGHTS[size], groups);
}

function scaleOf(
  size: Size,
  { from, until, actual, target, needed, before = [], fan = [] }: Steps,
): Scale {
  const counts = [...actual, ...needed, ...before].map(({ count }) => count);
  const most = Math.max(1, target?.count ?? 0, ...counts, ...fan.map(({ high }) => high));
  const days = Math.max(1, diffDays(from, until));
  const [right, bottom] = [WIDTHS[size] - MARGIN.right, HEIGHTS[size] - MARGIN.bottom];
  return {
    x: (day) => MARGIN.left + (diffDays(from, day) / days) * (right - MARGIN.left),
    y: (count) => bottom - (count / most) * (bottom - MARGIN.top),
    right,
    bottom,
    most,
  };
}

function axes({ x, y, right, bottom, most }: Scale, given: Steps): readonly Shape[] {
  const { target, ticks } = given;
  const room = (right - MARGIN.left) / Math.max(1, ticks.length);
  const every = Math.ceil((Math.max(0, ...ticks.map(({ text }) => textWidth(text))) + 8) / room);
  const shown = ticks.filter((_, at) => at % every === 0);
  return [
    polyline(
      [
        [MARGIN.left, bottom],
        [right, bottom],
      ],
      { stroke: INK.rest },
    ),
    label('0', [MARGIN.left - 6, bottom + 5], { anchor: 'end' }),
    ...shown.flatMap(({ day, text }) => [
      polyline(
        [
          [x(day), bottom],
          [x(day), bottom + 5],
        ],
        { stroke: INK.rest },
      ),
      label(text, [x(day), bottom + 20], { anchor: 'middle' }),
    ]),
    ...(target === null
      ? [label(String(most), [MARGIN.left - 6, y(most) + 5], { anchor: 'end' })]
      : [
          polyline(
            [
              [MARGIN.left, y(target.count)],
              [right, y(target.count)],
            ],
            { dash: '6 4' },
          ),
          label(String(target.count), [MARGIN.left - 6, y(target.count) + 5], { anchor: 'end' }),
          label(target.text, [MARGIN.left + 4, y(target.count) - 6]),
        ]),
  ];
}

/** Begins where the actual line ends: nothing was uncertain then. */
function fanShapes({ x, y }: Scale, { fan = [], actual }: Steps): readonly Shape[] {
  const last = actual.at(-1);
  if (last === undefined || fan.length === 0) return [];
  const { day, count } = last;
  const start = { day, low: count, innerLow: count, middle: count, innerHigh: count, high: count };
  const all = [start, ...fan.filter((it) => it.day > day)];
  const line = (edge: 'low' | 'innerLow' | 'middle' | 'innerHigh' | 'high') =>
    all.map((it) => [x(it.day), y(it[edge])] as const);
  return [
    polyline([...line('high'), ...line('low').toReversed()], OUTER),
    polyline([...line('innerHigh'), ...line('innerLow').toReversed()], INNER),
    polyline(line('middle'), MIDDLE),
  ];
}

function neededPath({ x, y }: Scale, needed: readonly DayCount[]): readonly Shape[] {
  const points = needed.map(({ day, count }) => [x(day), y(count)] as const);
  if (points.length === 0) return [];
  return [
    polyline(points, { stroke: INK.rest, dash: '2 4' }),
    ...points.map(([left, top]) => diamond(left, top)),
  ];
}

function diamond(x: number, y: number): Shape {
  return path(`M${String(Math.round(x))} ${String(Math.round(y - 7))}l6 7l-6 7l-6 -7Z`, {
    fill: INK.white,
    stroke: INK.black,
  });
}

function beforeLine({ x, y }: Scale, before: readonly DayCount[]): readonly Shape[] {
  return before.length === 0 ? [] : [polyline(cornersOf({ x, y }, before), BEFORE)];
}

/** Each count holds until the next. */
function cornersOf({ x, y }: Pick<Scale, 'x' | 'y'>, counts: readonly DayCount[]) {
  return counts.flatMap(({ day, count }, at) => {
    const before = counts[at - 1];
    const here = [x(day), y(count)] as const;
    return before === undefined ? [here] : [[x(day), y(before.count)] as const, here];
  });
}

/** The last count stands at its end, inside of the drawing. */
function actualLine({ x, y, right }: Scale, { actual, unit }: Steps): readonly Shape[] {
  const last = actual.at(-1);
  if (last === undefined) return [];
  const text = `${String(last.count)}${unit}`;
  const fitsBehind = x(last.day) + 8 + textWidth(text) <= right + MARGIN.right;
  return [
    polyline(cornersOf({ x, y }, actual), ACTUAL),
    path(
      `M${String(Math.round(x(last.day)))} ${String(Math.round(y(last.count)))}m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z`,
      { fill: INK.data },
    ),
    label(text, [x(last.day) + (fitsBehind ? 8 : -8), y(last.count) + (fitsBehind ? 5 : 20)], {
      anchor: fitsBehind ? 'start' : 'end',
      isBold: true,
    }),
  ];
}
