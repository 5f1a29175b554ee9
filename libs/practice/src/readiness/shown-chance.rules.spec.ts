import fc from 'fast-check';
import type { Triple } from './fields';
import { shownChance } from './shown-chance.rules';

const enough: Triple = [10, 5, 5];
const sure = (chance: number, from = chance, to = chance) => ({ chance, range: { from, to } });

describe('shownChance', () => {
  it.each([
    [[0, 0, 0], 20, { strategy: 5, management: 5, technology: 5 }],
    [[10, 5, 4], 1, { strategy: 0, management: 0, technology: 1 }],
    [[6, 5, 5], 4, { strategy: 0, management: 0, technology: 0 }],
    [[60, 0, 40], 5, { strategy: 0, management: 5, technology: 0 }],
  ] as const)('says nothing after %p: %p more', (counts, total, fields) => {
    expect(shownChance({ counts }, sure(0.5))).toEqual({
      kind: 'unknown',
      needed: { total, fields },
    });
  });

  it.each([
    [0.62, 60, 70],
    [0.6, 60, 70],
    [0, 0, 10],
    [1, 90, 100],
    [0.29, 20, 30],
  ])('puts %p into the band from %p to %p', (chance, from, to) => {
    expect(shownChance({ counts: enough }, sure(chance))).toMatchObject({ kind: 'band', from, to });
  });

  it('shows a range that is never narrower than the band nor than what is known', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        const [low = 0, chance = 0, high = 0] = [a, b, c].toSorted((x, y) => x - y);
        const shown = shownChance({ counts: enough }, sure(chance, low, high));
        if (shown.kind !== 'band') throw new Error('enough answers');
        expect(shown.range.from).toBeLessThanOrEqual(Math.min(shown.from, low * 100 + 1e-9));
        expect(shown.range.to).toBeGreaterThanOrEqual(Math.max(shown.to, high * 100 - 1e-9));
        expect(shown.range.to).toBeLessThanOrEqual(100);
        expect((shown.range.from % 10) + (shown.range.to % 10)).toBe(0);
      }),
    );
  });
});
