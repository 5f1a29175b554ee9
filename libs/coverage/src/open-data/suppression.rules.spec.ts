import { seededNumbers } from '@app/platform';
import { isInRowSpace } from './row-space.rules';
import { type EarlierOpen, LEAST_PEOPLE, LEAST_TOGETHER, type OpenTable } from './open-table.rules';
import { smallSteps } from './small-steps.rules';
import { exposed, hiddenCells } from './suppression.rules';

/** A table of several 部 and months: `staff` and what of them is `done`, which adds up to the city. */
function tableOf(values: readonly (readonly [staff: number, done: number])[]): OpenTable {
  const parts = values.map((_value, at) => String(at));
  const sum = (of: 0 | 1) => values.reduce((all, value) => all + value[of], 0);
  const cells = [...parts.entries()].flatMap(([at, key]) => [
    { key: `${key}/staff`, value: values[at]?.[0] ?? 0 },
    { key: `${key}/done`, value: values[at]?.[1] ?? 0 },
  ]);
  return {
    cells: [...cells, { key: 'city/staff', value: sum(0) }, { key: 'city/done', value: sum(1) }],
    lines: ['staff', 'done'].map((figure) => ({
      parts: parts.map((key) => `${key}/${figure}`),
      whole: `city/${figure}`,
    })),
    rests: [...parts, 'city'].map((key) => ({
      ...{ whole: `${key}/staff`, part: `${key}/done` },
      hides: 'part' as const,
    })),
    stepsFreely: new Set(['city/staff', 'city/done']),
  };
}

describe('Small numbers of open data', () => {
  it('are blank below five, nought among them, and never alone in a line', () => {
    const hidden = hiddenCells(
      tableOf([
        [40, 0],
        [30, 20],
        [25, 10],
      ]),
    );
    expect([...hidden].toSorted()).toEqual(['0/done', '2/done']);
  });

  it('hide a part also where only the rest is small', () => {
    const hidden = hiddenCells(
      tableOf([
        [40, 38],
        [30, 20],
        [25, 10],
      ]),
    );
    expect([...hidden].toSorted()).toEqual(['0/done', '2/done']);
  });

  it('hide the whole of a line with a single part, and say everybody where everybody is done', () => {
    expect([...hiddenCells(tableOf([[40, 3]]))].toSorted()).toEqual(['0/done', 'city/done']);
    expect([...hiddenCells(tableOf([[40, 40]]))]).toEqual([]);
  });

  it('stay hidden once they were, and where there is a choice the same ones do', () => {
    const table = tableOf([
      [40, 3],
      [30, 20],
      [25, 10],
    ]);
    const none = new Set<string>();
    expect(
      [
        ...hiddenCells(table, { must: none, preferred: new Set(['1/done']), earlier: [] }),
      ].toSorted(),
    ).toEqual(['0/done', '1/done']);
    const must = new Set(['2/staff', 'gone/done']);
    expect(hiddenCells(table, { must, preferred: none, earlier: [] }).has('2/staff')).toBe(true);
  });

  it('cannot be reckoned: audited by another elimination, over random tables', () => {
    const random = seededNumbers(20261130);
    for (let count = 0; count < 300; count += 1) {
      const table = tableOf(
        Array.from({ length: 1 + Math.floor(random() * 9) }, () => {
          const staff = Math.floor(random() ** 2 * 60);
          return [staff, Math.floor(random() * (staff + 1))] as const;
        }),
      );
      const hidden = hiddenCells(table);
      expect(exposed(table, hidden)).toEqual([]);
      expect(reckoned(table, hidden)).toEqual([]);
      for (const { key, value } of table.cells)
        if (value < LEAST_PEOPLE) expect(hidden.has(key)).toBe(true);
    }
  });

  it('tell of no step of one to four people between any two months: attacked by another elimination', () => {
    const [guarded, unguarded] = [attackedMonths(true), attackedMonths(false)];
    expect(unguarded.told.length).toBeGreaterThan(300);
    expect(guarded.told).toEqual([]);
    // What is left is worth publishing: the city, and the larger 部 as soon as five people more have moved.
    expect(guarded.shown).toBeGreaterThan(0.15);
    expect(guarded.shown).toBeLessThan(unguarded.shown);
    // The city itself is told every month, unless few people as such are left in it.
    expect(guarded.cities).toBe(unguarded.cities);
  });

  it('step from hidden to shown and back without telling of the group', () => {
    const first = tableOf([
      [40, 20],
      [30, 3],
      [25, 4],
      [50, 30],
    ]);
    const hidden = hiddenCells(first);
    expect([...hidden].toSorted()).toEqual(['1/done', '2/done']);
    // Both are large enough by now; the city shows that the two together are four more than before.
    const second = tableOf([
      [40, 20],
      [30, 5],
      [25, 6],
      [50, 36],
    ]);
    const then = { table: first, hidden };
    const now = hiddenCells(second, { ...NONE_BEFORE, earlier: [then] });
    expect(smallSteps(second, new Set(['1/done', '2/done']), [then])).not.toEqual([]);
    expect(smallSteps(second, now, [then])).toEqual([]);
    expect(now.has('city/done')).toBe(false);
    expect(now.size).toBeGreaterThan(2);
  });

  it('are found out by the exact check where a line alone would not tell', () => {
    // a + b = 1, b + c = 1, a + c = 1: no line has a lone hidden cell, and yet each is known.
    const lines = [
      [1, 1, 0],
      [0, 1, 1],
      [1, 0, 1],
    ];
    expect(isInRowSpace(lines, [1, 0, 0])).toBe(true);
    expect(isInRowSpace(lines.slice(0, 2), [1, 0, 0])).toBe(false);
    expect(isInRowSpace(lines.slice(0, 2), [1, 0, -1])).toBe(true);
  });
});

const NONE_BEFORE = { must: new Set<string>(), preferred: new Set<string>(), earlier: [] };

/** Eight 部 over a year in some cities, a few steps of single people each month: what whoever kept all of it can tell. */
function attackedMonths(isGuarded: boolean) {
  const random = seededNumbers(20261206);
  const told: string[] = [];
  let [shown, all, cities] = [0, 0, 0];
  for (let city = 0; city < 12; city += 1) {
    let values = Array.from({ length: 8 }, () => {
      const staff = 5 + Math.floor(random() * 60);
      return [staff, Math.floor(random() * (staff + 1))] as const;
    });
    const earlier: EarlierOpen[] = [];
    for (let month = 0; month < 12; month += 1) {
      values = values.map((value) => lived(value, random, month));
      const table = tableOf(values);
      const hidden = hiddenCells(table, {
        ...NONE_BEFORE,
        preferred: earlier.at(-1)?.hidden ?? new Set(),
        earlier: isGuarded ? earlier : [],
      });
      expect(exposed(table, hidden)).toEqual([]);
      for (const then of earlier) told.push(...stepsTold({ table, hidden }, then));
      earlier.push({ table, hidden });
      all += table.cells.length;
      shown += table.cells.length - hidden.size;
      cities += [...table.stepsFreely].filter((key) => !hidden.has(key)).length;
    }
  }
  return { told, cities, shown: shown / all };
}

/** Somebody comes, goes or finishes; in April many do. */
function lived(
  [staff, done]: readonly [number, number],
  random: () => number,
  month: number,
): readonly [number, number] {
  const most = month === 5 ? 9 : 2;
  const next = Math.max(0, staff + Math.round((random() - 0.5) * most));
  const finished = done + (random() < 0.4 ? 1 + Math.floor(random() * most) : 0);
  return [next, Math.min(next, finished)];
}

/**
 * An attack of its own: all cells of two months are unknowns at once, what is shown and what adds up are equations, and whatever
 * follows for the step of a cell, of a rest or of several parts is told.
 */
function stepsTold(now: EarlierOpen, then: EarlierOpen): string[] {
  const keys = now.table.cells.map(({ key }) => key);
  const width = keys.length;
  const rowOf = (terms: readonly (readonly [key: string, times: number, isNow: boolean])[]) => {
    const row: Fraction[] = Array.from({ length: width * 2 }, () => [0n, 1n]);
    for (const [key, times_, isNow] of terms)
      row[keys.indexOf(key) + (isNow ? 0 : width)] = [BigInt(times_), 1n];
    return row;
  };
  const equations = [now, then].flatMap(({ table, hidden }, at) => [
    ...keys.filter((key) => !hidden.has(key)).map((key) => rowOf([[key, 1, at === 0]])),
    ...table.lines.map(({ parts, whole }) =>
      rowOf([...parts.map((key) => [key, 1, at === 0] as const), [whole, -1, at === 0]]),
    ),
  ]);
  const known = reduced(equations);
  const valueOf = ({ table }: EarlierOpen, key: string) =>
    table.cells.find((cell) => cell.key === key)?.value ?? 0;
  return wantedOf(now, then).flatMap((terms) => {
    const change = terms.reduce(
      (sum, [key, by]) => sum + by * (valueOf(now, key) - valueOf(then, key)),
      0,
    );
    if (change === 0 || Math.abs(change) >= LEAST_PEOPLE) return [];
    const both = terms.flatMap(([key, by]) => [
      [key, by, true] as const,
      [key, -by, false] as const,
    ]);
    return followsFrom(known, rowOf(both)) ? [terms.map(([key]) => key).join(' ')] : [];
  });
}

/** Cells and rests of parts, and every one or two parts that one of the two months hides, or both; all together are the city. */
function wantedOf(now: EarlierOpen, then: EarlierOpen) {
  const { cells, rests, lines, stepsFreely } = now.table;
  const groups = lines.flatMap(({ parts }) => {
    const [a, b] = [now, then].map(({ hidden }) => parts.filter((key) => hidden.has(key)));
    const groups = [a ?? [], b ?? [], [...new Set([...(a ?? []), ...(b ?? [])])]];
    return groups.filter(({ length }) => length < LEAST_TOGETHER && length < parts.length);
  });
  return [
    ...cells.map(({ key }) => [[key, 1] as const]),
    ...rests.map(({ whole, part }) => [[whole, 1] as const, [part, -1] as const]),
    ...groups.map((group) => group.map((key) => [key, 1] as const)),
  ].filter((terms) => terms.length > 0 && !terms.every(([key]) => stepsFreely.has(key)));
}

function followsFrom(
  known: readonly (readonly Fraction[])[],
  wanted: readonly Fraction[],
): boolean {
  let left = [...wanted];
  for (const row of known) {
    const lead = row.findIndex(([top]) => top !== 0n);
    const by = left[lead];
    if (lead < 0 || by === undefined || by[0] === 0n) continue;
    left = left.map((cell, at) => minus(cell, times(by, row[at] ?? [0n, 1n])));
  }
  return left.every(([top]) => top === 0n);
}

/** Gauss-Jordan with fractions, the other way to the same answer: a row with one hidden cell alone tells it. */
function reckoned({ cells, lines }: OpenTable, hidden: ReadonlySet<string>): string[] {
  const keys = cells.map(({ key }) => key).filter((key) => hidden.has(key));
  const rows = lines.map(({ parts, whole }) =>
    keys.map((key) => [parts.includes(key) ? 1n : key === whole ? -1n : 0n, 1n] as const),
  );
  const done = reduced(rows);
  return done.flatMap((row) => {
    const used = row.flatMap(([top], at) => (top === 0n ? [] : [keys[at] ?? '']));
    return used.length === 1 ? used : [];
  });
}

type Fraction = readonly [top: bigint, bottom: bigint];

function reduced(rows: readonly (readonly Fraction[])[]): readonly (readonly Fraction[])[] {
  let left = rows.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < (left[0]?.length ?? 0); column += 1) {
    const at = left.findIndex((row, index) => index >= rank && row[column]?.[0] !== 0n);
    const found = left[at];
    if (found === undefined) continue;
    const pivot = found.map((cell) => times(cell, inverse(found[column] ?? [1n, 1n])));
    left = [...left.slice(0, rank), pivot, ...left.slice(rank).filter((row) => row !== found)].map(
      (row) =>
        row === pivot
          ? row
          : row.map((cell, index) =>
              minus(cell, times(pivot[index] ?? [0n, 1n], row[column] ?? [0n, 1n])),
            ),
    );
    rank += 1;
  }
  return left;
}

const times = (a: Fraction, b: Fraction): Fraction => [a[0] * b[0], a[1] * b[1]];
const inverse = ([top, bottom]: Fraction): Fraction => [bottom, top];
const minus = (a: Fraction, b: Fraction): Fraction => [a[0] * b[1] - b[0] * a[1], a[1] * b[1]];
