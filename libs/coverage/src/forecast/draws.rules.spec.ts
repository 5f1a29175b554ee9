import { seededNumbers } from '@app/platform';
import { Draws, meanGroupSize } from './draws.rules';

const COUNT = 40_000;

/** Mean and variance of many draws against those of the distribution (four standard errors of the mean). */
describe('Draws', () => {
  const draws = new Draws(seededNumbers(3));

  it.each<[string, () => number, number, number]>([
    ['exponential(4)', () => draws.exponential(4), 1 / 4, 1 / 16],
    ['poisson(6.5)', () => draws.poisson(6.5), 6.5, 6.5],
    ['gamma(0.5, 2)', () => draws.gamma(0.5, 2), 0.25, 0.125],
    ['gamma(9, 3)', () => draws.gamma(9, 3), 3, 1],
    ['beta(5, 15)', () => draws.beta(5, 15), 0.25, 0.25 * 0.75 * (1 / 21)],
    ['beta(1.5, 0.5)', () => draws.beta(1.5, 0.5), 0.75, 0.75 * 0.25 * (1 / 3)],
    // Of mean m = 4 / ln 5; people in groups vary five times as much as alone: E(s²) = 5 m.
    [
      'groupSize(5)',
      () => draws.groupSize(5),
      meanGroupSize(5),
      5 * meanGroupSize(5) - meanGroupSize(5) ** 2,
    ],
    ['pick(1, 2, 6)', () => draws.pick([1, 2, 6]), 3, 14 / 3],
  ])('%s', (_, draw, mean, variance) => {
    const values = Array.from({ length: COUNT }, draw);
    const seen = values.reduce((sum, value) => sum + value, 0) / COUNT;
    const spread = values.reduce((sum, value) => sum + (value - seen) ** 2, 0) / COUNT;
    expect(Math.abs(seen - mean)).toBeLessThan(4 * Math.sqrt(variance / COUNT));
    expect(spread / variance).toBeGreaterThan(0.93);
    expect(spread / variance).toBeLessThan(1.07);
  });

  it('never counts what never happens', () => {
    expect(draws.exponential(0)).toBe(Number.POSITIVE_INFINITY);
    expect(draws.poisson(0)).toBe(0);
    expect(draws.pick([])).toBe(0);
    expect([draws.groupSize(1), meanGroupSize(1)]).toEqual([1, 1]);
  });
});
