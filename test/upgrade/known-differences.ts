import type { LocalDate } from '@app/platform';
import type { Difference } from './figures';

/** A figure that is counted differently today than when the dump was made, and why that is right. */
export interface KnownDifference extends Omit<Difference, 'day'> {
  /** All the days on which it differs in this way. */
  readonly days: readonly LocalDate[];
  readonly reason: string;
}

/** Each is found by the spec, or the spec fails: one that no longer differs is taken out. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [];
