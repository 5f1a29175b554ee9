import { DomainError } from '@app/platform';
import fc from 'fast-check';
import type { Change } from './fuzz-bytes';
import { PROOF } from './proof';

const SEED = Number(process.env.FUZZ_SEED ?? 20261116);
const CASES = PROOF ? 10 : 1;
/** As long as a file may be looked at before it is too heavy, and a little more. */
const LONGEST_MS = 25_000;

/** How many were taken and how many refused, in all. */
export interface Told {
  taken: number;
  refused: number;
}

/** Tries so many changed files: each is taken, or refused in words of ours, in time. */
export async function tryFiles(
  told: Told,
  {
    times,
    arbitrary,
  }: { readonly times: number; readonly arbitrary: fc.Arbitrary<readonly Change[]> },
  take: (all: readonly Change[]) => Promise<unknown>,
): Promise<void> {
  const property = fc.asyncProperty(arbitrary, async (all) => {
    const start = performance.now();
    try {
      await take(all);
      told.taken += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (!/[ぁ-ん]/.test(error.message))
        throw new Error(`In whose words? ${error.message}`, { cause: error });
      told.refused += 1;
    }
    const took = performance.now() - start;
    if (took > LONGEST_MS) throw new Error(`${String(Math.round(took))} ms`);
  });
  await fc.assert(property, { seed: SEED, numRuns: times * CASES });
}
