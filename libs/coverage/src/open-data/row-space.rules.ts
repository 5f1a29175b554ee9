/** A row of whole numbers; all rows of a question are as long as one another. */
export type Row = readonly number[];

/**
 * Whether `target` is a combination of the rows, exactly: then whoever knows what each row sums up to can reckon out what the
 * target sums up to. Fraction-free elimination over the whole numbers, so that nothing is rounded.
 */
export function isInRowSpace(rows: readonly Row[], target: Row): boolean {
  return rankOf(rows) === rankOf([...rows, target]);
}

function rankOf(rows: readonly Row[]): number {
  const left = rows.map((row) => row.map(BigInt));
  const columns = left[0]?.length ?? 0;
  let rank = 0;
  for (let column = 0; column < columns; column += 1) {
    const at = left.findIndex((row, index) => index >= rank && (row[column] ?? 0n) !== 0n);
    const pivot = left[at];
    if (pivot === undefined) continue;
    left[at] = left[rank] ?? [];
    left[rank] = pivot;
    for (let index = rank + 1; index < left.length; index += 1)
      left[index] = without(left[index] ?? [], pivot, column);
    rank += 1;
  }
  return rank;
}

/** The row with nothing left in the column of the pivot. */
function without(row: readonly bigint[], pivot: readonly bigint[], column: number): bigint[] {
  const [own, others] = [row[column] ?? 0n, pivot[column] ?? 1n];
  if (own === 0n) return [...row];
  return row.map((value, index) => value * others - (pivot[index] ?? 0n) * own);
}
