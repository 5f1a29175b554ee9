import { UNIT_STATES, type UnitState } from '../../figures/coverage.rules';
import { UNIT_STATE_WORDS } from '../../vocabulary';
import type { PublishedContent } from '../published-content.rules';
import type { Sides } from './cells';

const SIDE = 8;
const STEP = 11;
/** Beside a name, and across the sheet. */
const PER_LINE = { department: 8, city: 45 } as const;
const INK = '#00474f';
const GRAY = '#767676';

/** The shape tells the state without its colour: full, half, crossed, dashed. */
function shapesAt(state: UnitState, x: number, y: number) {
  const box = {
    type: 'rect' as const,
    ...{ x, y, w: SIDE, h: SIDE },
    lineWidth: 0.8,
    lineColor: INK,
  };
  const [toX, toY] = [x + SIDE, y + SIDE];
  switch (state) {
    case 'covered':
      return [{ ...box, color: INK }];
    case 'short':
      return [{ ...box }, { ...box, h: SIDE / 2, y: y + SIDE / 2, color: INK }];
    case 'vacant':
      return [
        box,
        { type: 'line' as const, x1: x, y1: y, x2: toX, y2: toY, lineWidth: 0.8, lineColor: INK },
        { type: 'line' as const, x1: toX, y1: y, x2: x, y2: toY, lineWidth: 0.8, lineColor: INK },
      ];
    case 'apart':
      return [{ ...box, lineColor: GRAY, dash: { length: 2 } }];
  }
}

function canvasOf(states: readonly UnitState[], perLine: number) {
  return {
    canvas: states.flatMap((state, at) =>
      shapesAt(state, (at % perLine) * STEP, Math.floor(at / perLine) * STEP),
    ),
  };
}

/** A square for each 課 of a 部 that counts, drawn as vectors. */
export function squaresOf({ figures }: PublishedContent, codes: readonly string[]) {
  const states = figures.units.filter(({ code }) => codes.includes(code)).map(({ state }) => state);
  if (states.length === 0) return { text: '―' };
  return { ...canvasOf(states, PER_LINE.department), margin: [0, 2, 0, 0] as Sides };
}

/** How many lines the squares of so many 課 take, at least one. */
export function squareLines(units: number): number {
  return Math.max(1, Math.ceil(units / PER_LINE.department));
}

/** All of them at once, where the table of 部 stands on another page. */
export function squaresOfCity({ figures }: PublishedContent) {
  const states = figures.units
    .map(({ state }) => state)
    .toSorted((a, b) => UNIT_STATES.indexOf(a) - UNIT_STATES.indexOf(b));
  return { ...canvasOf(states, PER_LINE.city), margin: [0, 2, 0, 0] as Sides };
}

/** What each shape says, of those that are used. */
export function squaresLegend({ figures }: PublishedContent) {
  const used = UNIT_STATES.filter((state) => figures.units.some((unit) => unit.state === state));
  return {
    columns: used.flatMap((state) => [
      { width: STEP, ...canvasOf([state], 1), margin: [0, 2, 0, 0] as Sides },
      { width: 'auto', text: UNIT_STATE_WORDS[state], fontSize: 7, margin: [0, 0, 12, 0] as Sides },
    ]),
    margin: [0, 2, 0, 0] as Sides,
  };
}

const BAR = 460;
const BAR_HEIGHT = 9;

/** The holders against their target. */
export function barOf(now: number, target: number) {
  const most = Math.max(now, target, 1) * 1.05;
  const at = (count: number): number => (count / most) * BAR;
  const top = 3;
  return {
    canvas: [
      {
        type: 'rect' as const,
        x: 0,
        y: top,
        w: BAR,
        h: BAR_HEIGHT,
        lineWidth: 0.8,
        lineColor: GRAY,
      },
      { type: 'rect' as const, x: 0, y: top, w: at(now), h: BAR_HEIGHT, color: INK },
      {
        ...{
          type: 'line' as const,
          x1: at(target),
          y1: 0,
          x2: at(target),
          y2: BAR_HEIGHT + 2 * top,
        },
        ...{ lineWidth: 1.5, lineColor: '#000000' },
      },
    ],
  };
}
