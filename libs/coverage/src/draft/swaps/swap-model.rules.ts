/** A unit that is to have leaders. */
export interface SwapRow {
  /** As many make it covered; 0 where none are asked for. */
  readonly needed: number;
  readonly has: number;
}

/** One leader to one unit. */
export interface SwapMove {
  readonly person: number;
  /** Rows in which the person counts as a leader now, and would not any more. */
  readonly leaves: readonly number[];
  /** Rows in which the person would count, and does not yet. */
  readonly joins: readonly number[];
  /** The row of the unit itself. */
  readonly target: number;
  /** What the move is held against: somebody who moves anyway is moved elsewhere more lightly. */
  readonly cost: number;
}

export interface SwapModel {
  readonly rows: readonly SwapRow[];
  readonly moves: readonly SwapMove[];
}

/** Moves by their places in the model. */
export type SwapPlan = readonly number[];

/** A leader who is missing weighs more than all the moves that one could think of for it. */
export const MISSING_COST = 100;

/** A plan so much dearer than the best is still told beside it. */
export const NEAR_COST = 2;

/** How many leaders each row has after a plan. */
export function leadersAfter({ rows, moves }: SwapModel, plan: SwapPlan): readonly number[] {
  const has = rows.map((row) => row.has);
  for (const at of plan) {
    for (const row of moves[at]?.leaves ?? []) has[row] = (has[row] ?? 0) - 1;
    for (const row of moves[at]?.joins ?? []) has[row] = (has[row] ?? 0) + 1;
  }
  return has;
}

/** How many leaders are missing after a plan: of a row never more than it needs. */
export function missingAfter(model: SwapModel, plan: SwapPlan): number {
  const has = leadersAfter(model, plan);
  return model.rows.reduce(
    (sum, { needed }, row) => sum + Math.max(0, needed - (has[row] ?? 0)),
    0,
  );
}

export function costOf(model: SwapModel, plan: SwapPlan): number {
  const moved = plan.reduce((sum, at) => sum + (model.moves[at]?.cost ?? 0), 0);
  return moved + MISSING_COST * missingAfter(model, plan);
}

/**
 * The plan that moves least, as a program for HiGHS in the LP format: each person to one unit at most, no unit gets more leaders
 * than it needs, and what a unit lacks after all weighs MISSING_COST. `told`: plans that are known already; `most`: no dearer.
 */
export function lpOf(model: SwapModel, told: readonly SwapPlan[], most: number | null): string {
  const { rows, moves } = model;
  const objective = sumOf([
    ...moves.map(({ cost }, at) => term(cost, move(at))),
    ...rows.map((_, row) => term(MISSING_COST, lack(row))),
  ]);
  const constraints = [
    ...groupsOf(moves, ({ person }) => person).map((of) => `${sumOf(of.map(move))} <= 1`),
    ...groupsOf(moves, ({ target }) => target).map(
      (of) =>
        `${sumOf(of.map(move))} <= ${String(Math.max(1, rows[moves[of[0] ?? 0]?.target ?? 0]?.needed ?? 1))}`,
    ),
    ...rows.flatMap((row, at) => coverage(model, row, at)),
    ...told.map((plan) => cut(plan)),
    ...(most === null ? [] : [`${objective} <= ${String(most)}`]),
  ];
  return [
    'Minimize',
    ` cost: ${objective}`,
    'Subject To',
    ...constraints.map((text, at) => ` c${String(at)}: ${text}`),
    'Bounds',
    ...rows.map(({ needed }, row) => ` 0 <= ${lack(row)} <= ${String(needed)}`),
    'Binary',
    ...moves.map((_, at) => ` ${move(at)}`),
    'General',
    ...rows.map((_, row) => ` ${lack(row)}`),
    'End',
  ].join('\n');
}

function coverage({ moves }: SwapModel, { needed, has }: SwapRow, row: number): readonly string[] {
  if (needed === 0) return [];
  const changes = moves.flatMap(({ leaves, joins }, at) => {
    if (joins.includes(row)) return [` + ${move(at)}`];
    return leaves.includes(row) ? [` - ${move(at)}`] : [];
  });
  return [`${lack(row)}${changes.join('')} >= ${String(needed - has)}`];
}

/** Another plan than the one that is known: not all of its moves, and of one without a move some. */
function cut(plan: SwapPlan): string {
  return `${sumOf(plan.map(move))} <= ${String(plan.length - 1)}`;
}

function groupsOf(
  moves: readonly SwapMove[],
  of: (move: SwapMove) => number,
): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  for (const [at, it] of moves.entries()) {
    const group = groups.get(of(it)) ?? [];
    groups.set(of(it), [...group, at]);
  }
  return [...groups.values()];
}

export const move = (at: number): string => `x${String(at)}`;
const lack = (row: number): string => `y${String(row)}`;
const term = (weight: number, name: string): string => `${String(weight)} ${name}`;
const sumOf = (terms: readonly string[]): string => terms.join('\n + ');
