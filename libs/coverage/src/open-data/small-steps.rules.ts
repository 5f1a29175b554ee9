import {
  type EarlierOpen,
  LEAST_PEOPLE,
  LEAST_TOGETHER,
  type OpenLine,
  type OpenRest,
  type OpenTable,
} from './open-table.rules';

/** Cells that could be hidden against one thing that is told, the first choice first. */
type Choice = readonly string[];

interface Side {
  readonly table: OpenTable;
  readonly hidden: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, number>;
}

/**
 * Whether a number went up or down by one to four people since any earlier publication is told by nobody: of a cell, of who is
 * left between two cells, and of one or two hidden parts of a line together. Nothing has changed on balance, or at least five
 * people. What steps freely is told, and with it all parts of its line together, which are the same people.
 */
export function smallSteps(
  table: OpenTable,
  hidden: ReadonlySet<string>,
  earlier: readonly EarlierOpen[],
): readonly Choice[] {
  const now = sideOf({ table, hidden });
  return earlier.flatMap((it) => {
    const then = sideOf(it);
    const cells = cellsOf(now, then).map((key) => [key]);
    return [...cells, ...stepsOfRests(now, then), ...stepsOfLines(now, then)];
  });
}

/** The cells that must be hidden for their own steps, whatever else is. */
export function changedALittle(
  table: OpenTable,
  earlier: readonly EarlierOpen[],
): readonly string[] {
  const now = sideOf({ table, hidden: new Set() });
  return earlier.flatMap((it) => cellsOf(now, sideOf(it)));
}

function sideOf({ table, hidden }: EarlierOpen): Side {
  return { table, hidden, values: new Map(table.cells.map(({ key, value }) => [key, value])) };
}

const isShown = ({ values, hidden }: Side, key: string): boolean =>
  values.has(key) && !hidden.has(key);

function isSmall(change: number): boolean {
  return change !== 0 && Math.abs(change) < LEAST_PEOPLE;
}

function cellsOf(now: Side, then: Side): readonly string[] {
  return now.table.cells
    .filter(
      ({ key, value }) =>
        !now.table.stepsFreely.has(key) &&
        isShown(now, key) &&
        isShown(then, key) &&
        isSmall(value - (then.values.get(key) ?? 0)),
    )
    .map(({ key }) => key);
}

/** A rest is told by its two cells alone: a hidden one can be reckoned from nothing (`exposed`), and the two stand in no line together. */
function stepsOfRests(now: Side, then: Side): readonly Choice[] {
  return now.table.rests
    .filter(
      (rest) =>
        !now.table.stepsFreely.has(rest.whole) &&
        [rest.whole, rest.part].every((key) => isShown(now, key) && isShown(then, key)) &&
        isSmall(leftOf(now, rest) - leftOf(then, rest)),
    )
    .map(({ whole, part, hides }) => (hides === 'part' ? [part, whole] : [whole, part]));
}

function leftOf({ values }: Side, { whole, part }: OpenRest): number {
  return (values.get(whole) ?? 0) - (values.get(part) ?? 0);
}

/** The hidden parts of a line are told together, by the whole, which matters where they are few: those of one side where the other shows them all, else of both. */
function stepsOfLines(now: Side, then: Side): readonly Choice[] {
  return now.table.lines.flatMap((line) => {
    const before = then.table.lines.find(({ whole }) => whole === line.whole);
    if (before === undefined) return [];
    const parts = [...new Set([...line.parts, ...before.parts])];
    const gone = {
      now: parts.filter((key) => !isShown(now, key)),
      then: parts.filter((key) => !isShown(then, key)),
    };
    const isFree = now.table.stepsFreely.has(line.whole);
    return groupsOf(line.whole, gone, now, then)
      .filter(
        (group) => group.length < LEAST_TOGETHER && !(isFree && group.length === parts.length),
      )
      .filter((group) => isSmall(sumOf(now, group) - sumOf(then, group)))
      .map((group) => orderOf(line, group, now))
      .filter((choice) => choice.length > 0);
  });
}

interface Gone {
  readonly now: readonly string[];
  readonly then: readonly string[];
}

function groupsOf(whole: string, gone: Gone, now: Side, then: Side): (readonly string[])[] {
  const [isNow, isThen] = [isShown(now, whole), isShown(then, whole)];
  if (gone.now.some((key) => gone.then.includes(key)))
    return isNow && isThen ? [[...new Set([...gone.now, ...gone.then])]] : [];
  return [...(isNow ? [gone.now] : []), ...(isThen ? [gone.then] : [])];
}

function sumOf({ values }: Side, keys: readonly string[]): number {
  return keys.reduce((sum, key) => sum + (values.get(key) ?? 0), 0);
}

/** What of the group is still shown, else another part, the smallest first; else the whole. */
function orderOf({ parts, whole }: OpenLine, group: readonly string[], now: Side): Choice {
  const place = (key: string): number => now.values.get(key) ?? 0;
  const shown = parts
    .filter((key) => isShown(now, key))
    .toSorted(
      (a, b) =>
        Number(group.includes(b)) - Number(group.includes(a)) ||
        place(a) - place(b) ||
        a.localeCompare(b),
    );
  return [...shown, ...(isShown(now, whole) ? [whole] : [])];
}
