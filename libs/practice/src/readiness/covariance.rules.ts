import { forFields, type Triple } from './fields';

/** A symmetric 3 × 3 matrix by its six numbers: 11, 12, 13, 22, 23, 33. */
export type Covariance = readonly [number, number, number, number, number, number];

const PLACES = [
  [0, 1, 2],
  [1, 3, 4],
  [2, 4, 5],
] as const;

/** shared·11ᵀ + own·I: what the three fields have in common, and what each has for itself. */
export function sharedAndOwn(shared: number, own: number): Covariance {
  const sum = shared + own;
  return [sum, shared, shared, sum, shared, sum];
}

export function columnOf(matrix: Covariance, column: 0 | 1 | 2): Triple {
  return forFields((row) => matrix[PLACES[row][column]]);
}

export function varianceOf(matrix: Covariance, field: 0 | 1 | 2): number {
  return matrix[PLACES[field][field]];
}

/** a + factor·b */
export function addScaled(a: Covariance, b: Covariance, factor: number): Covariance {
  const [b11, b12, b13, b22, b23, b33] = b;
  const [a11, a12, a13, a22, a23, a33] = a;
  return [
    a11 + factor * b11,
    a12 + factor * b12,
    a13 + factor * b13,
    a22 + factor * b22,
    a23 + factor * b23,
    a33 + factor * b33,
  ];
}

/** v·vᵀ */
export function outer([x, y, z]: Triple): Covariance {
  return [x * x, x * y, x * z, y * y, y * z, z * z];
}

/** The lower triangle L of L·Lᵀ: 11, 21, 22, 31, 32, 33. Throws when the matrix is not positive definite. */
export function cholesky([a, b, c, d, e, f]: Covariance): Covariance {
  const l11 = Math.sqrt(a);
  const l21 = b / l11;
  const l31 = c / l11;
  const l22 = Math.sqrt(d - l21 * l21);
  const l32 = (e - l31 * l21) / l22;
  const l33 = Math.sqrt(f - l31 * l31 - l32 * l32);
  if (!(l11 > 0 && l22 > 0 && l33 > 0)) throw new RangeError('covariance not positive definite');
  return [l11, l21, l22, l31, l32, l33];
}
