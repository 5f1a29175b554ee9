/** A text as the set of its runs of three characters, without spaces, punctuation, width and case. */
export interface Trigrams {
  readonly text: string;
  readonly grams: ReadonlySet<string>;
}

export function trigramsOf(text: string): Trigrams {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, '');
  const grams = new Set<string>();
  for (let from = 0; from + 3 <= plain.length; from++) grams.add(plain.slice(from, from + 3));
  return { text: plain, grams };
}

/** From 0 (nothing in common) to 1 (the same): shared trigrams over all trigrams of both. */
export function similarity(one: Trigrams, other: Trigrams): number {
  if (one.text === other.text) return 1;
  const [small, large] = one.grams.size < other.grams.size ? [one, other] : [other, one];
  let shared = 0;
  for (const gram of small.grams) if (large.grams.has(gram)) shared += 1;
  return shared / (small.grams.size + large.grams.size - shared || 1);
}

/** Every pair that is at least as similar as `threshold`, by position in the list. */
export function similarPairs(texts: readonly string[], threshold: number): [number, number][] {
  const all = texts.map((text, index) => ({ index, ...trigramsOf(text) }));
  // Sets whose sizes differ too much cannot be similar: sorted by size, only neighbours are compared.
  all.sort((one, other) => one.grams.size - other.grams.size);
  const pairs: [number, number][] = [];
  all.forEach((one, place) => {
    for (let next = place + 1; next < all.length; next++) {
      const other = all[next];
      if (!other || one.grams.size < threshold * other.grams.size) break;
      if (similarity(one, other) >= threshold) {
        pairs.push([Math.min(one.index, other.index), Math.max(one.index, other.index)]);
      }
    }
  });
  return pairs.sort((one, other) => one[1] - other[1]);
}
