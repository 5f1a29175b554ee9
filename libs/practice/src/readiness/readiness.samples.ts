import type { ExamBlueprint, FieldBlueprint } from './blueprint';
import type { AbilityModel } from './ability.rules';
import { modelFor } from './pass-chance.rules';

/** For specs and simulations: an exam of 92 scored questions in 23 中分類, as published for the exam of 2026. */
export const SAMPLE_BLUEPRINT: ExamBlueprint = {
  key: 'sample',
  validFrom: '2026-01-01',
  validTo: null,
  leastRight: 56,
  fields: [
    sampleField(1, 10, [6, 8, 5, 2, 5, 3, 3]),
    sampleField(8, 6, [4, 3, 5, 4, 2]),
    sampleField(13, 13, [4, 4, 2, 3, 3, 1, 2, 2, 4, 6, 11]),
  ],
};

/** What the simulations found to serve; docs/readiness.md says how. */
export const SAMPLE_SETTINGS = {
  shared: 0.6,
  own: 0.15,
  floor: 0,
  driftPerDay: 0.002,
  growthSd: 0.01,
  chance: 0.5,
} as const;

export const SAMPLE_MODEL: AbilityModel = modelFor(SAMPLE_BLUEPRINT, SAMPLE_SETTINGS);

function sampleField(
  firstMiddle: number,
  leastRight: number,
  expected: readonly number[],
): FieldBlueprint {
  return {
    scored: expected.reduce((sum, one) => sum + one, 0),
    leastRight,
    difficulty: { mean: 0, sd: 1.1 },
    middles: expected.map((one, nth) => ({
      key: `middle-${String(firstMiddle + nth)}`,
      expected: one,
    })),
  };
}
