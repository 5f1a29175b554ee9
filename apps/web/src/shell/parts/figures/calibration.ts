import {
  drawing,
  type Drawing,
  group,
  type Group,
  INK,
  label,
  path,
  polyline,
  type Size,
  WIDTHS,
} from './drawing';
import { figure, type FigureView, type FigureWords } from './figure';

/** What was said and what came of it, both from 0 to 1. */
export interface CalibrationPoint {
  readonly said: number;
  readonly happened: number;
  readonly title: string;
}

const HEIGHT: Readonly<Record<Size, number>> = { wide: 340, narrow: 300 };
const LEFT = 48;
const RIGHT = 16;
const TOP = 38;
const BOTTOM = 48;
const TICKS = [0, 0.25, 0.5, 0.75, 1];
const RADIUS = 7;

/** Points on the dashed line were right: above it more passed than was said, below it fewer. */
export function calibration(words: FigureWords, points: readonly CalibrationPoint[]): FigureView {
  const keys = [
    { shapes: [dot(11, 11)], text: '見込みの帯ごとの合格率' },
    { shapes: [dashed(0, 20, 22, 2)], text: '見込みどおりの線' },
  ];
  return figure(words, keys, (size) => draw(words.id, size, points));
}

interface Scale {
  readonly x: (share: number) => number;
  readonly y: (share: number) => number;
}

function draw(id: string, size: Size, points: readonly CalibrationPoint[]): Drawing {
  const [width, height] = [WIDTHS[size], HEIGHT[size]];
  const scale: Scale = {
    x: (share) => LEFT + share * (width - LEFT - RIGHT),
    y: (share) => height - BOTTOM - share * (height - TOP - BOTTOM),
  };
  const { x, y } = scale;
  return drawing(id, size, height, [
    ...TICKS.map((at) => tick(scale, at)),
    group([dashed(x(0), y(0), x(1), y(1))]),
    group([
      label('合格した割合', [4, 16]),
      label('言われた見込み', [width - RIGHT, height - 6], { anchor: 'end' }),
    ]),
    ...points.map(({ said, happened, title }) => group([dot(x(said), y(happened))], { title })),
  ]);
}

function tick({ x, y }: Scale, at: number): Group {
  const text = `${String(at * 100)}%`;
  const line = (from: readonly [number, number], to: readonly [number, number]) =>
    polyline([from, to], { stroke: INK.rest });
  return group([
    line([x(0), y(at)], [x(1), y(at)]),
    line([x(at), y(0)], [x(at), y(0) + 5]),
    label(text, [x(0) - 6, y(at) + 5], { anchor: 'end' }),
    label(text, [x(at), y(0) + 22], { anchor: at === 1 ? 'end' : 'middle' }),
  ]);
}

function dashed(fromX: number, fromY: number, toX: number, toY: number) {
  return polyline(
    [
      [fromX, fromY],
      [toX, toY],
    ],
    { strokeWidth: 2, dash: '6 4' },
  );
}

/** A circle that also stands out on paper. */
function dot(x: number, y: number) {
  const r = String(RADIUS);
  const half = (to: number) => `a${r} ${r} 0 1 0 ${String(to)} 0`;
  return path(
    `M${(x - RADIUS).toFixed(1)} ${y.toFixed(1)}${half(2 * RADIUS)}${half(-2 * RADIUS)}Z`,
    {
      fill: INK.data,
      stroke: INK.white,
      strokeWidth: 2,
    },
  );
}
