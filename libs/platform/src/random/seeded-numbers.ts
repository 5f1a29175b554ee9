/**
 * Numbers from 0 below 1 that look like chance and are the same for the same seed on every machine (Mulberry32, 32 bits). For
 * orders that must be repeatable, for simulations and invented people; never for secrets.
 */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One number of N(0, 1) out of two even ones (Box & Muller 1958). */
export function normalNumber(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
