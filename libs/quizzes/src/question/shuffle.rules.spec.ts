import fc from 'fast-check';
import { seedOf, shuffle } from './shuffle.rules';

describe('shuffle', () => {
  it('keeps every item and gives the same order for the same seed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(2 ** 32 - 1), (items, seed) => {
        const shuffled = shuffle(items, seed);
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
        expect(shuffle(items, seed)).toEqual(shuffled);
      }),
    );
  });

  it('puts every item on every place about equally often', () => {
    const counts = [0, 0, 0, 0];
    for (let seed = 0; seed < 4000; seed++) {
      const place = shuffle([0, 1, 2, 3], seed).indexOf(0);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    for (const count of counts) {
      expect(count).toBeGreaterThan(850);
      expect(count).toBeLessThan(1150);
    }
  });
});

describe('seedOf', () => {
  it('depends on the whole text', () => {
    const seeds = ['', 'a', 'b', 'ab', 'ba', '用語'].map(seedOf);
    expect(new Set(seeds).size).toBe(seeds.length);
    expect(seedOf('ab')).toBe(seedOf('ab'));
  });
});
