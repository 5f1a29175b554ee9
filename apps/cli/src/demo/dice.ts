import { seededNumbers } from '@app/platform';

/** Repeatable chance for the demo city: the same seed gives the same city on every machine. */
export class Dice {
  /** From 0 below 1. */
  readonly roll: () => number;

  constructor(seed: number) {
    this.roll = seededNumbers(seed);
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
