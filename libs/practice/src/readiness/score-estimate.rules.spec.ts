import { refitAbility } from './ability-refit.rules';
import { manyAnswers, SAMPLE_BLUEPRINT, STILL_MODEL } from './readiness.samples';
import { mockEstimate } from './score-estimate.rules';

const DAY = 20_500;

function estimate(right: readonly [number, number, number], count = 100) {
  const answers = manyAnswers({ seed: 4, count, ability: 0.5, day: DAY });
  const posterior = refitAbility({ answers, day: DAY, model: STILL_MODEL });
  return mockEstimate(right, { posterior, blueprint: SAMPLE_BLUEPRINT, model: STILL_MODEL });
}

describe('mockEstimate', () => {
  it('is 1000 × right / scored, rounded to 5, in all and in each field', () => {
    const { total, fields } = estimate([20, 9, 27]);
    expect(total.points).toBe(610);
    expect(fields.map(({ points }) => points)).toEqual([625, 500, 645]);
  });

  it('stands in the middle of a range of whole steps that becomes narrower with answers', () => {
    for (const { points, range } of [
      estimate([20, 9, 27]).total,
      ...estimate([20, 9, 27]).fields,
    ]) {
      expect(points - range.from).toBe(range.to - points);
      expect(range.from % 5).toBe(0);
      expect(range.to).toBeGreaterThan(points);
    }
    const width = (count: number) => {
      const { range } = estimate([20, 9, 27], count).total;
      return range.to - range.from;
    };
    expect(width(400)).toBeLessThan(width(100));
    expect(width(100)).toBeLessThan(width(20));
  });

  it('knows the whole better than a part', () => {
    const { total, fields } = estimate([20, 9, 27]);
    for (const { range } of fields)
      expect(range.to - range.from).toBeGreaterThanOrEqual(total.range.to - total.range.from);
  });

  it('stays on the scale', () => {
    expect(estimate([0, 0, 0], 20).total).toMatchObject({ points: 0, range: { from: 0 } });
    expect(estimate([32, 18, 42], 20).total).toMatchObject({ points: 1000, range: { to: 1000 } });
  });
});
