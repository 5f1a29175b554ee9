/**
 * Repeatable chance for the demo city: the same seed gives the same city on every machine (mulberry32, a
 * 32-bit generator; good enough for invented people, never used for secrets).
 */
export class Dice {
  constructor(private state: number) {}

  /** From 0 below 1. */
  roll(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.roll() * (most - least + 1));
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[Math.floor(this.roll() * items.length)] ?? items[0];
  }

  /** True with the given chance (0 to 1). */
  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  shuffle<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => ({ item, order: this.roll() }))
      .sort((a, b) => a.order - b.order)
      .map(({ item }) => item);
  }
}
