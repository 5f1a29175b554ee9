import { seededNumbers } from '@app/platform';
import { isInRowSpace } from './row-space.rules';
import { exposed, hiddenCells, LEAST_PEOPLE, type OpenTable } from './suppression.rules';

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
      [...hiddenCells(table, { must: none, preferred: new Set(['1/done']) })].toSorted(),
    ).toEqual(['0/done', '1/done']);
    const must = new Set(['2/staff', 'gone/done']);
    expect(hiddenCells(table, { must, preferred: none }).has('2/staff')).toBe(true);
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
