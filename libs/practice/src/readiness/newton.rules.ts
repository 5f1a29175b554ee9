/**
 * Small dense systems for the search of a maximum: a symmetric positive definite matrix as rows. Three fields and one
 * growth make four unknowns at most, so plain arrays are as fast as any library.
 */
export type Rows = readonly (readonly number[])[];

/** The inverse by the Cholesky factor. Throws when the matrix is not positive definite. */
export function inverseOf(matrix: Rows): number[][] {
  const factor = factorOf(matrix);
  const unit = matrix.map((_, column) => matrix.map((__, row) => (row === column ? 1 : 0)));
  return unit.map((column) => solved(factor, column));
}

/** x of matrix·x = right. */
export function solve(matrix: Rows, right: readonly number[]): number[] {
  return solved(factorOf(matrix), right);
}

function factorOf(matrix: Rows): number[][] {
  const factor: number[][] = [];
  matrix.forEach((given, row) => {
    const line: number[] = [];
    factor.push(line);
    for (let column = 0; column <= row; column++) {
      const rest = at(given, column) - dot(line, factor[column] ?? [], column);
      line.push(row === column ? rootOf(rest) : rest / at(factor[column] ?? [], column));
    }
  });
  return factor;
}

/** Forwards through L, backwards through Lᵀ. */
function solved(factor: Rows, right: readonly number[]): number[] {
  const middle: number[] = [];
  factor.forEach((line, row) => {
    middle.push((at(right, row) - dot(line, middle, row)) / at(line, row));
  });
  const result = middle.slice();
  for (let row = factor.length - 1; row >= 0; row--) {
    let rest = at(middle, row);
    for (let later = row + 1; later < factor.length; later++)
      rest -= at(factor[later] ?? [], row) * at(result, later);
    result[row] = rest / at(factor[row] ?? [], row);
  }
  return result;
}

function dot(a: readonly number[], b: readonly number[], length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index++) sum += at(a, index) * at(b, index);
  return sum;
}

function rootOf(pivot: number): number {
  if (!(pivot > 0)) throw new RangeError('matrix not positive definite');
  return Math.sqrt(pivot);
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
