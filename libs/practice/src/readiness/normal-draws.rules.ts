import { normalNumber, seededNumbers } from '@app/platform';

/**
 * `pairs` points of N(0, I) in three dimensions, each with its opposite (antithetic draws, Hammersley & Morton 1956), the axes made
 * independent and of variance 1 (moment matching): with the same points for everybody two estimates differ only by what is known
 * of the two people.
 */
export function normalDraws(pairs: number, seed: number): Float64Array {
  const next = seededNumbers(seed);
  const axes: Float64Array[] = [];
  for (let axis = 0; axis < 3; axis++) {
    const values = Float64Array.from({ length: pairs }, () => normalNumber(next));
    for (const other of axes) takeAway(values, other);
    const scale = 1 / Math.sqrt(dot(values, values) / pairs);
    axes.push(values.map((value) => value * scale));
  }
  const draws = new Float64Array(pairs * 6);
  axes.forEach((values, axis) =>
    values.forEach((value, pair) => {
      draws[pair * 6 + axis] = value;
      draws[pair * 6 + 3 + axis] = -value;
    }),
  );
  return draws;
}

/** Leaves of `values` what has nothing to do with `other` (Gram & Schmidt). */
function takeAway(values: Float64Array, other: Float64Array): void {
  const share = dot(values, other) / dot(other, other);
  other.forEach((value, nth) => (values[nth] = (values[nth] ?? 0) - share * value));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, nth) => sum + value * (b[nth] ?? 0), 0);
}

/** A grid over N(mean, sd²): evenly spaced points out to four sd, weights that sum to 1 (rectangle rule). */
export interface NormalGrid {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

const REACH = 4;

export function normalGrid(
  count: number,
  { mean, sd }: { readonly mean: number; readonly sd: number },
): NormalGrid {
  const steps = Float64Array.from(
    { length: count },
    (_, nth) => REACH * ((2 * nth) / (count - 1) - 1),
  );
  const densities = steps.map((z) => Math.exp((-z * z) / 2));
  const total = densities.reduce((sum, density) => sum + density, 0);
  return {
    points: steps.map((z) => mean + sd * z),
    weights: densities.map((density) => density / total),
  };
}
