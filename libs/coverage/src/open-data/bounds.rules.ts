import { LEAST_PEOPLE, type OpenRest, type OpenTable } from './open-table.rules';

/** Between which two numbers something must be. */
interface Range {
  low: number;
  high: number;
}

/** Ranges of which the ones to add are as much as the ones to take off. */
interface Equation {
  readonly add: readonly Range[];
  readonly take: readonly Range[];
}

/** What somebody who knows that no number is below nought, and who is part of whom, can tell of each number. */
export interface Bounds {
  readonly cellOf: (key: string) => Range | null;
  readonly restOf: (rest: OpenRest) => Range | null;
}

/** What stands on the paper so far is narrowed until nothing more follows: seldom more than a few rounds. */
const MOST_ROUNDS = 200;

/**
 * The ranges of all cells and of all rests, by what is shown, by the lines, and by every part being no more than its whole. Sums
 * of inequalities are equations of rests: what is left of a line of wholes is the sum of what is left in each place.
 */
export function boundsOf(table: OpenTable, hidden: ReadonlySet<string>): Bounds {
  const cells = new Map<string, Range>(
    table.cells.map(({ key, value }) => [
      key,
      hidden.has(key) ? { low: 0, high: Number.POSITIVE_INFINITY } : { low: value, high: value },
    ]),
  );
  const rests = new Map<string, Range>();
  const equations = [...equationsOfLines(table, cells), ...equationsOfRests(table, cells, rests)];
  equations.push(...equationsOfRestLines(table, rests));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    // No `some`: each of them has to be looked at in every round.
    if (equations.filter((equation) => narrow(equation)).length === 0) break;
  }
  return {
    cellOf: (key) => cells.get(key) ?? null,
    restOf: ({ whole, part }) => rests.get(nameOf(whole, part)) ?? null,
  };
}

/** Hidden cells of which only one value is possible, and likewise rests that nobody may know. */
export function pinnedDown(
  table: OpenTable,
  hidden: ReadonlySet<string>,
): { readonly cells: readonly string[]; readonly rests: readonly OpenRest[] } {
  const bounds = boundsOf(table, hidden);
  return {
    cells: [...hidden].filter((key) => isPinned(bounds.cellOf(key))),
    rests: table.rests.filter((rest) => {
      const range = bounds.restOf(rest);
      if (range === null || !isPinned(range) || range.low === 0) return false;
      // A larger one that is told by cells that are shown is what is published; by hidden ones nothing is to be told.
      return range.low < LEAST_PEOPLE || [rest.whole, rest.part].some((key) => hidden.has(key));
    }),
  };
}

function isPinned(range: Range | null): boolean {
  return range !== null && range.low === range.high;
}

const nameOf = (whole: string, part: string): string => JSON.stringify([whole, part]);

function equationsOfLines({ lines }: OpenTable, cells: ReadonlyMap<string, Range>): Equation[] {
  return lines.flatMap(({ parts, whole }) => {
    const [add, take] = [found(parts, cells), found([whole], cells)];
    return add && take ? [{ add, take }] : [];
  });
}

/** Keeps a range for every rest on the way. */
function equationsOfRests(
  table: OpenTable,
  cells: ReadonlyMap<string, Range>,
  rests: Map<string, Range>,
): Equation[] {
  return table.rests.flatMap(({ whole, part }) => {
    const [all, some] = [cells.get(whole), cells.get(part)];
    if (all === undefined || some === undefined) return [];
    const rest = { low: 0, high: Number.POSITIVE_INFINITY };
    rests.set(nameOf(whole, part), rest);
    return [{ add: [some, rest], take: [all] }];
  });
}

/** Two lines of which one is part of the other in every place, and in the whole. */
function equationsOfRestLines(
  { lines, rests: pairs }: OpenTable,
  rests: ReadonlyMap<string, Range>,
): Equation[] {
  const lineOf = new Map(lines.map((line) => [line.whole, line]));
  return pairs.flatMap(({ whole, part }) => {
    const [all, some] = [lineOf.get(whole), lineOf.get(part)];
    if (all === undefined || some === undefined || all.parts.length !== some.parts.length)
      return [];
    const names = all.parts.map((key, at) => nameOf(key, some.parts[at] ?? ''));
    const [add, take] = [found(names, rests), found([nameOf(whole, part)], rests)];
    return add && take ? [{ add, take }] : [];
  });
}

function found(names: readonly string[], of: ReadonlyMap<string, Range>): Range[] | null {
  const ranges = names.flatMap((name) => of.get(name) ?? []);
  return ranges.length === names.length ? ranges : null;
}

/** Whether anything became narrower: each is what the others leave. */
function narrow({ add, take }: Equation): boolean {
  const [added, taken] = [totalOf(add), totalOf(take)];
  const narrowed = [
    ...add.map((range) => within(range, less(added, range), taken)),
    ...take.map((range) => within(range, less(taken, range), added)),
  ];
  return narrowed.includes(true);
}

/** A sum of ranges, with how many of them end nowhere. */
interface Total extends Range {
  readonly endless: number;
}

function totalOf(ranges: readonly Range[]): Total {
  const ending = ranges.filter(({ high }) => high !== Number.POSITIVE_INFINITY);
  return {
    low: ranges.reduce((all, { low }) => all + low, 0),
    high: ending.reduce((all, { high }) => all + high, 0),
    endless: ranges.length - ending.length,
  };
}

function less({ low, high, endless }: Total, range: Range): Total {
  return range.high === Number.POSITIVE_INFINITY
    ? { low: low - range.low, high, endless: endless - 1 }
    : { low: low - range.low, high: high - range.high, endless };
}

/** With the others of its own side it is as much as the other side. */
function within(range: Range, others: Total, against: Total): boolean {
  const least = others.endless > 0 ? 0 : against.low - others.high;
  const most = against.endless > 0 ? Number.POSITIVE_INFINITY : against.high - others.low;
  const isNarrower = least > range.low || most < range.high;
  range.low = Math.max(range.low, least);
  range.high = Math.min(range.high, most);
  return isNarrower;
}
