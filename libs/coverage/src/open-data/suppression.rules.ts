import { pinnedDown } from './bounds.rules';
import { isInRowSpace, type Row } from './row-space.rules';
import {
  type EarlierOpen,
  LEAST_PEOPLE,
  type OpenCell,
  type OpenLine,
  type OpenRest,
  type OpenTable,
} from './open-table.rules';
import { changedALittle, smallSteps } from './small-steps.rules';

export interface HiddenBefore {
  /** Hidden in an earlier publication of the same day: whoever kept that one must not learn them from this one. */
  readonly must: ReadonlySet<string>;
  /** Hidden in the newest one of another day: where there is a choice, the same stay hidden. */
  readonly preferred: ReadonlySet<string>;
  /** Everything that was published before, of whatever day: no step of few people is told from it to this one. */
  readonly earlier: readonly EarlierOpen[];
}

const NOTHING_BEFORE: HiddenBefore = { must: new Set(), preferred: new Set(), earlier: [] };

/**
 * The cells that stay blank: of fewer than five people, and as many others as it takes that none of them, and no rest of one to
 * four people, can be reckoned from what is shown, nor follows from nobody being more than those whom they belong to. The hidden parts of a line are never fewer than five people together. And what
 * changed by one to four people since anything that was published before (`smallSteps`).
 */
export function hiddenCells(
  table: OpenTable,
  before: HiddenBefore = NOTHING_BEFORE,
): ReadonlySet<string> {
  const small = table.cells.filter(({ value }) => value < LEAST_PEOPLE).map(({ key }) => key);
  const known = new Set(table.cells.map(({ key }) => key));
  const hidden = new Set([...small, ...[...before.must].filter((key) => known.has(key))]);
  for (const key of changedALittle(table, before.earlier)) hidden.add(key);
  for (;;) {
    const next =
      nextToHide(table, hidden, before.preferred) ??
      smallSteps(table, hidden, before.earlier)[0]?.[0] ??
      null;
    if (next === null) return hidden;
    hidden.add(next);
  }
}

/** The hidden cells, and rests of few people, that can be reckoned from what is shown: there must be none. */
export function exposed(
  table: OpenTable,
  hidden: ReadonlySet<string>,
): readonly (OpenCell | OpenRest)[] {
  const known = knownSums(table, hidden);
  const cells = table.cells.filter(
    ({ key }) => hidden.has(key) && isInRowSpace(known.rows, known.rowOf([[key, 1]])),
  );
  const pinned = pinnedDown(table, hidden);
  return [
    ...cells,
    ...table.cells.filter(({ key }) => pinned.cells.includes(key)),
    ...fewRests(table).filter((rest) => isRestKnown(rest, known)),
    ...pinned.rests,
  ];
}

function nextToHide(
  table: OpenTable,
  hidden: ReadonlySet<string>,
  preferred: ReadonlySet<string>,
): string | null {
  // Lines first: what hides one cell of a rest is worth nothing as long as it stands alone in its line.
  for (const line of table.lines) {
    const next = nextOfLine(line, table, hidden, preferred);
    if (next !== null) return next;
  }
  const rest = fewRests(table).find(({ whole, part }) => !hidden.has(whole) && !hidden.has(part));
  if (rest !== undefined) return rest.hides === 'part' ? rest.part : rest.whole;
  return nextOfPinned(table, hidden);
}

/** What only one value is left for needs one more unknown beside it: who is counted among them first, else one more of its line. */
function nextOfPinned(table: OpenTable, hidden: ReadonlySet<string>): string | null {
  const pinned = pinnedDown(table, hidden);
  const [rest] = pinned.rests;
  const keys = [...pinned.cells, ...(rest ? [rest.part, rest.whole] : [])];
  const values = new Map(table.cells.map(({ key, value }) => [key, value]));
  const smallestOf = (all: readonly string[]): string | null =>
    all
      .filter((key) => values.has(key) && !hidden.has(key))
      .toSorted((a, b) => (values.get(a) ?? 0) - (values.get(b) ?? 0) || a.localeCompare(b))[0] ??
    null;
  const isPart = (key: string) => table.lines.some(({ parts }) => parts.includes(key));
  const partners = keys.flatMap((key) =>
    table.rests.flatMap(({ whole, part }) =>
      whole === key ? [part] : part === key ? [whole] : [],
    ),
  );
  const lines = table.lines.filter((line) =>
    [...line.parts, line.whole].some((key) => [...keys, ...partners].includes(key)),
  );
  const parts = lines.flatMap((line) => line.parts);
  return (
    smallestOf([...keys, ...partners].filter(isPart)) ??
    smallestOf(parts) ??
    smallestOf([...keys, ...partners, ...lines.map(({ whole }) => whole)])
  );
}

/** A line with a lone hidden cell, or with hidden parts of too few people, needs one more: the smallest part, else the whole. */
function nextOfLine(
  { parts, whole }: OpenLine,
  { cells }: OpenTable,
  hidden: ReadonlySet<string>,
  preferred: ReadonlySet<string>,
): string | null {
  const valueOf = (key: string) => cells.find((cell) => cell.key === key)?.value ?? 0;
  const gone = parts.filter((key) => hidden.has(key));
  const count = gone.length + Number(hidden.has(whole));
  const people = gone.reduce((sum, key) => sum + valueOf(key), 0);
  const isFew = !hidden.has(whole) && gone.length > 0 && people < LEAST_PEOPLE;
  if (count !== 1 && !isFew) return null;
  const shown = parts.filter((key) => !hidden.has(key));
  const order = shown.toSorted(
    (a, b) =>
      Number(preferred.has(b)) - Number(preferred.has(a)) ||
      valueOf(a) - valueOf(b) ||
      a.localeCompare(b),
  );
  return order[0] ?? (hidden.has(whole) ? null : whole);
}

/** Who is left, where they are one to four: nobody is left is told of nobody. */
function fewRests({ cells, rests }: OpenTable): readonly OpenRest[] {
  const values = new Map(cells.map(({ key, value }) => [key, value]));
  return rests.filter(({ whole, part }) => {
    const left = (values.get(whole) ?? 0) - (values.get(part) ?? 0);
    return left > 0 && left < LEAST_PEOPLE;
  });
}

interface KnownSums {
  /** What the shown cells tell of sums of hidden ones. */
  readonly rows: readonly Row[];
  readonly rowOf: (parts: readonly (readonly [key: string, times: number])[]) => Row;
}

function knownSums({ lines }: OpenTable, hidden: ReadonlySet<string>): KnownSums {
  const at = new Map([...hidden].map((key, index) => [key, index]));
  const rowOf: KnownSums['rowOf'] = (parts) => {
    const row = Array.from({ length: at.size }, () => 0);
    for (const [key, times] of parts) {
      const index = at.get(key);
      if (index !== undefined) row[index] = (row[index] ?? 0) + times;
    }
    return row;
  };
  const rows = lines.map(({ parts, whole }) =>
    rowOf([...parts.map((key) => [key, 1] as const), [whole, -1]]),
  );
  return { rows, rowOf };
}

function isRestKnown({ whole, part }: OpenRest, { rows, rowOf }: KnownSums): boolean {
  return isInRowSpace(
    rows,
    rowOf([
      [whole, 1],
      [part, -1],
    ]),
  );
}
