import fc from 'fast-check';
import { candidatesOf, candidatesSentence } from './candidates.rules';

/** P(X ≤ k) of a Poisson distribution. */
function poissonCumulative(mean: number, k: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let nth = 1; nth <= k; nth++) sum += term *= mean / nth;
  return sum;
}

describe('What practice lets expect', () => {
  it('is not said of fewer than five', () => {
    expect(candidatesOf([0.9, 0.9, 0.9, 0.9], 4)).toBeNull();
    expect(candidatesOf([], 0)).toBeNull();
    expect(candidatesSentence(null, { now: 12, target: 50, isPast: false })).toBe('');
  });

  it('is the sum of the chances with the range of chance alone', () => {
    expect(candidatesOf([1, 1, 1, 0, 0], 0)).toMatchObject({ expected: 3, low: 3, high: 3 });
    expect(candidatesOf([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], 0)).toMatchObject({
      ...{ expected: 3, low: 1, high: 5 },
    });
    // Many small chances are a Poisson distribution of the same mean.
    const rare = candidatesOf(
      Array.from({ length: 2000 }, () => 0.002),
      0,
    );
    expect(rare).toMatchObject({ expected: 4 });
    expect(poissonCumulative(4, rare?.high ?? 0)).toBeGreaterThanOrEqual(0.9);
    expect(poissonCumulative(4, (rare?.high ?? 0) - 1)).toBeLessThan(0.9);
  });

  it('lies between nobody and everybody, the range around the mean', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 60 }),
        (chances) => {
          const found = candidatesOf(chances, 0);
          if (found === null) throw new Error('five are enough');
          expect(found.low).toBeGreaterThanOrEqual(0);
          expect(found.high).toBeLessThanOrEqual(chances.length);
          expect(found.low).toBeLessThanOrEqual(found.expected);
          expect(found.expected).toBeLessThanOrEqual(found.high + 1);
        },
      ),
    );
  });

  it('says how many have booked only where that tells of nobody', () => {
    const words = (count: number, booked: number) =>
      candidatesSentence(
        candidatesOf(
          Array.from({ length: count }, () => 0.5),
          booked,
        ),
        {
          ...{ now: 12, target: 50, isPast: count === 13 },
        },
      );
    expect(words(12, 6)).toBe(
      '練習している人のうち合格の見込みを言える12名(うち受験予定は6名)が、この日に受けたとすると、6名前後(8割の確からしさで4〜8名)が合格し、取得者が18名になる計算です。だれの見込みかは、本人だけが見られます。',
    );
    expect(words(13, 6)).toContain('計算でした。');
    expect(words(12, 4)).not.toContain('受験予定');
    expect(words(12, 8)).not.toContain('受験予定');
    expect(words(90, 20)).toContain('取得者が目標の50名に届く計算です');
  });
});
