import { seededNumbers } from '@app/platform';
import { type PastEstimate, scoreEstimates } from './past-estimates.rules';

const one = (person: string, chance: number, passed: boolean): PastEstimate => ({
  person,
  chance,
  passed,
});

describe('scoreEstimates', () => {
  it('says nothing without a result', () => {
    expect(scoreEstimates([])).toBeNull();
  });

  it('is Brier’s score and the skill against the base rate, by hand', () => {
    const score = scoreEstimates([
      one('a', 0.8, true),
      one('b', 0.4, false),
      one('c', 0.6, true),
      one('d', 0.2, false),
    ]);
    // (.04 + .16 + .16 + .04) / 4; base rate .5 gives .25.
    expect(score?.brier).toBeCloseTo(0.1, 12);
    expect(score?.baseRate).toBeCloseTo(0.5, 12);
    expect(score?.skill).toBeCloseTo(0.6, 12);
  });

  it('weighs each person once, however often they looked', () => {
    const often = Array.from({ length: 30 }, () => one('a', 0.9, false));
    const score = scoreEstimates([...often, one('b', 0.9, true)]);
    expect(score).toMatchObject({ people: 2, estimates: 31 });
    expect(score?.baseRate).toBeCloseTo(0.5, 12);
    expect(score?.brier).toBeCloseTo((0.81 + 0.01) / 2, 12);
    expect(score?.bands).toHaveLength(1);
    expect(score?.bands[0]).toMatchObject({ from: 90, to: 100, people: 2 });
    expect(score?.bands[0]?.weight).toBeCloseTo(2, 12);
    expect(score?.bands[0]?.passRate).toBeCloseTo(0.5, 12);
  });

  it('has no skill to speak of when all passed', () => {
    const thirds = Array.from({ length: 3 }, () => one('a', 0.7, true));
    expect(scoreEstimates([...thirds, one('b', 1, true)])?.skill).toBeNull();
  });

  it('takes honest estimates for calibrated and boasting ones not', () => {
    const next = seededNumbers(5);
    const honest = Array.from({ length: 4000 }, (_, nth) => {
      const chance = next();
      return one(String(nth), chance, next() < chance);
    });
    const boasting = honest.map((it) => ({ ...it, chance: it.chance ** 0.3 }));
    const [good, bad] = [scoreEstimates(honest), scoreEstimates(boasting)];
    expect(good?.calibrationError).toBeLessThan(0.03);
    expect(bad?.calibrationError).toBeGreaterThan(0.15);
    expect(good?.skill).toBeGreaterThan((bad?.skill ?? 0) + 0.1);
    expect(good?.bands).toHaveLength(10);
  });

  it('puts bands together until enough people are in each', () => {
    const told = [0.05, 0.15, 0.25, 0.35, 0.55, 0.65, 0.95].map((chance, at) =>
      one(String(at), chance, chance > 0.5),
    );
    const bands = scoreEstimates(told, 3)?.bands.map(({ from, to, people }) => [from, to, people]);
    expect(bands).toEqual([
      [0, 30, 3],
      [30, 100, 4],
    ]);
    expect(scoreEstimates(told.slice(0, 2), 3)?.bands).toMatchObject([
      { from: 0, to: 100, people: 2 },
    ]);
  });
});
