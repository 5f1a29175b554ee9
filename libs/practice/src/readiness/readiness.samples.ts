import type { ExamBlueprint, FieldBlueprint } from './blueprint';
import type { AbilityModel, FirstAnswer } from './ability.rules';
import { type Field, FIELDS } from './fields';
import { normalNumber, seededNumbers } from '@app/platform';
import { logistic } from './response.rules';
import { modelFor } from './pass-chance.rules';
import { READINESS_SETTINGS } from './readiness-settings';

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

export const SAMPLE_MODEL: AbilityModel = modelFor(SAMPLE_BLUEPRINT, READINESS_SETTINGS);

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

/** Nobody grows and days change nothing. */
export const STILL_MODEL: AbilityModel = {
  ...SAMPLE_MODEL,
  driftPerDay: 0,
  growthMean: 0,
  growthSd: 0,
  halfLifeDays: null,
};

/** `right` of `count` questions of middle difficulty in one field, on one day; the right ones are spread evenly. */
export function answersOf(field: Field, count: number, right: number, day: number): FirstAnswer[] {
  return Array.from({ length: count }, (_, nth) => ({
    field,
    difficulty: 0,
    difficultyError: 0,
    right: Math.floor(((nth + 1) * right) / count) > Math.floor((nth * right) / count),
    day,
  }));
}

/** Answers of somebody of that ability in all fields. */
export function manyAnswers(of: {
  readonly seed: number;
  readonly count: number;
  readonly ability: number;
  readonly day: number;
}): FirstAnswer[] {
  const next = seededNumbers(of.seed);
  return Array.from({ length: of.count }, (_, nth) => {
    const difficulty = normalNumber(next);
    const right = next() < logistic(of.ability - difficulty);
    return {
      field: FIELDS[nth % 3] ?? 'strategy',
      difficulty,
      difficultyError: 0,
      right,
      day: of.day,
    };
  });
}
