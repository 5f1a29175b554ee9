import { seededNumbers } from '@app/platform';

/**
 * The same list and seed always give the same order: what somebody was shown can be shown again. The seed comes
 * from the platform's Random (a draw) or from `seedOf` (a question that everybody sees in one order).
 */
export function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const next = seededNumbers(seed);
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
