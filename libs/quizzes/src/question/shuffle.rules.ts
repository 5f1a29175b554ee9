/**
 * The same list and seed always give the same order: what somebody was shown can be shown again. The seed comes
 * from the platform's Random (a draw) or from `seedOf` (a question that everybody sees in one order).
 */
export function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const next = mulberry32(seed);
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    const kept = result[last] as Item;
    result[last] = result[other] as Item;
    result[other] = kept;
  }
  return result;
}

/** A seed out of a text (FNV-1a), for an order that depends on nothing but the text. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const unit of text) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

/** A small generator with an even spread over all seeds; not for secrets. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
