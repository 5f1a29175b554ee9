import { UNIT_STATES, type UnitState } from '../../figures/coverage.rules';
import { UNIT_STATE_WORDS } from '../../vocabulary';
import type { PublishedContent } from '../published-content.rules';
import type { Sides } from './cells';

const SIDE = 11;
const STEP = 15;
const PER_LINE = 26;
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

function canvasOf(states: readonly UnitState[]) {
  return {
    canvas: states.flatMap((state, at) =>
      shapesAt(state, (at % PER_LINE) * STEP, Math.floor(at / PER_LINE) * STEP),
    ),
  };
}

/** A line for each 部, a square for each 課 that counts, drawn as vectors. */
export function squaresOf({ departments, figures }: PublishedContent) {
  const rows = departments
    .map(({ name, units: codes }) => ({
      name,
      states: figures.units.filter(({ code }) => codes.includes(code)).map(({ state }) => state),
    }))
    .filter(({ states }) => states.length > 0);
  const used = UNIT_STATES.filter((state) => figures.units.some((unit) => unit.state === state));
  return {
    stack: [
      ...rows.map(({ name, states }) => ({
        columns: [
          { width: 95, text: name, fontSize: 9 },
          { width: '*', ...canvasOf(states), margin: [0, 2, 0, 0] as Sides },
        ],
      })),
      {
        columns: used.flatMap((state) => [
          { width: STEP, ...canvasOf([state]), margin: [0, 2, 0, 0] as Sides },
          {
            width: 'auto',
            text: UNIT_STATE_WORDS[state],
            fontSize: 8,
            margin: [0, 1, 14, 0] as Sides,
          },
        ]),
        margin: [95, 2, 0, 0] as Sides,
      },
    ],
  };
}

const BAR = 400;
const BAR_HEIGHT = 12;

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
