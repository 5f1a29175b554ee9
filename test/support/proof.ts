/** `npm run proof` tries everything; `npm test` a part of it that is another one for each row. */
export const PROOF = process.env.PROOF === 'yes';
/** Of one test of those. */
export const TIME_LIMIT_MS = PROOF ? 900_000 : 120_000;

/**
 * Every row with every trial, or with one trial in so many: the next row gets the next ones, so that over all rows each
 * trial is made.
 */
export function pairs<Row, Trial>(
  rows: readonly Row[],
  trials: readonly Trial[],
  oneIn: number,
): readonly (readonly [Row, Trial])[] {
  return rows.flatMap((row, index) =>
    trials
      .filter((_trial, at) => PROOF || (index + at) % oneIn === 0)
      .map((trial) => [row, trial] as const),
  );
}
