import fc from 'fast-check';
import { type AbilityState, addAnswer, startAbility } from './ability.rules';
import { refitAbility } from './ability-refit.rules';
import type { ExamBlueprint } from './blueprint';
import { FIELDS, type Triple } from './fields';
import { seededNumbers } from '@app/platform';
import { modelFor, passChance, passChanceOf } from './pass-chance.rules';
import { READINESS_SETTINGS } from './readiness-settings';
import {
  answersOf,
  manyAnswers,
  SAMPLE_BLUEPRINT,
  SAMPLE_MODEL,
  STILL_MODEL,
} from './readiness.samples';

const DAY = 20_500;
const chanceOf = (state: Pick<AbilityState, 'mean' | 'covariance'>, blueprint = SAMPLE_BLUEPRINT) =>
  passChance(state, blueprint, STILL_MODEL);

describe('passChance', () => {
  it('is .5 without data, in a range that says that nothing is known', () => {
    const { chance, range } = chanceOf(startAbility(SAMPLE_MODEL, DAY));
    expect(chance).toBeCloseTo(0.5, 6);
    expect(range.from).toBeLessThan(0.02);
    expect(range.to).toBeGreaterThan(0.98);
  });

  it('follows the pass rate that the model is made for, with guessing or without', () => {
    for (const chance of [0.3, 0.5, 0.62])
      for (const floor of [0, 0.25]) {
        const model = modelFor(SAMPLE_BLUEPRINT, { ...READINESS_SETTINGS, floor, chance });
        const found = passChance(startAbility(model, DAY), SAMPLE_BLUEPRINT, model).chance;
        expect(found).toBeCloseTo(chance, 6);
      }
  });

  it('says the same for the same, and the numbers of somebody half-way are these', () => {
    const state = refitAbility({
      answers: manyAnswers({ seed: 9, count: 60, ability: 0.6, day: DAY }),
      day: DAY,
      model: STILL_MODEL,
    });
    expect(chanceOf(state)).toEqual(chanceOf(state));
    expect(chanceOf(state).range.from).toBeLessThan(chanceOf(state).chance);
    expect(chanceOf(state).range.to).toBeGreaterThan(chanceOf(state).chance);
  });

  it('never falls by a right answer in the place of a wrong one, or by one more', () => {
    const answer = fc.record({
      field: fc.constantFrom(...FIELDS),
      difficulty: fc.double({ min: -2.5, max: 2.5, noNaN: true }),
      difficultyError: fc.constantFrom(0, 0.5),
      right: fc.boolean(),
      day: fc.constant(DAY),
    });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 50 }), fc.nat(), (answers, pick) => {
        const turned = answers.map((one, nth) => ({
          ...one,
          right: one.right || nth === pick % answers.length,
        }));
        const before = refitAbility({ answers, day: DAY, model: STILL_MODEL });
        const better = refitAbility({ answers: turned, day: DAY, model: STILL_MODEL });
        expect(chanceOf(better).chance).toBeGreaterThanOrEqual(chanceOf(before).chance - 1e-9);
        const more = addAnswer(before, { ...answer0(answers), right: true }, STILL_MODEL);
        expect(chanceOf(more).chance).toBeGreaterThanOrEqual(chanceOf(before).chance - 1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('comes nearer to sure as more is known, either way', () => {
    for (const [ability, isLikely] of [
      [1.5, true],
      [-0.5, false],
    ] as const) {
      const chances = [20, 100, 400].map((count) => {
        const answers = manyAnswers({ seed: 3, count, ability, day: DAY });
        const { chance } = chanceOf(refitAbility({ answers, day: DAY, model: STILL_MODEL }));
        return isLikely ? chance : 1 - chance;
      });
      expect(chances[2]).toBeGreaterThan(0.97);
      expect(chances[2]).toBeGreaterThan(chances[0] ?? 1);
    }
  });

  it('takes every number from the blueprint', () => {
    const state = startAbility(SAMPLE_MODEL, DAY);
    const { chance } = chanceOf(state);
    const [strategy, management, technology] = SAMPLE_BLUEPRINT.fields;
    const others: readonly [ExamBlueprint, number][] = [
      [{ ...SAMPLE_BLUEPRINT, leastRight: 60 }, -1],
      [{ ...SAMPLE_BLUEPRINT, leastRight: 50 }, 1],
      [
        { ...SAMPLE_BLUEPRINT, fields: [strategy, { ...management, leastRight: 15 }, technology] },
        -1,
      ],
      [
        {
          ...SAMPLE_BLUEPRINT,
          fields: [strategy, management, { ...technology, difficulty: { mean: -1, sd: 1 } }],
        },
        1,
      ],
      [{ ...SAMPLE_BLUEPRINT, fields: [{ ...strategy, scored: 40 }, management, technology] }, 1],
    ];
    for (const [blueprint, sign] of others)
      expect((chanceOf(state, blueprint).chance - chance) * sign).toBeGreaterThan(0.02);
  });

  it('counts what a guess adds', () => {
    expect(passChanceOf([0, 0, 0], SAMPLE_BLUEPRINT, 0.25)).toBeGreaterThan(
      passChanceOf([0, 0, 0], SAMPLE_BLUEPRINT, 0) + 0.3,
    );
  });
});

describe('passChanceOf', () => {
  it.each([[[0.5, 0.5, 0.5]], [[1.2, -1.3, 0.9]], [[0, 2, 0.4]]] as const)(
    'is what 10,000 exams of %p come to',
    (abilities) => {
      const exact = passChanceOf(abilities, SAMPLE_BLUEPRINT, 0);
      expect(Math.abs(exact - passRateOf(abilities))).toBeLessThan(0.015);
    },
  );
});

function answer0<Answer>(answers: readonly Answer[]): Answer {
  const [first] = answers;
  if (first === undefined) throw new Error('no answer');
  return first;
}

/** Exams drawn and marked question by question. */
function passRateOf(abilities: Triple): number {
  const next = seededNumbers(12);
  const exams = 10_000;
  let passed = 0;
  for (let exam = 0; exam < exams; exam++) {
    const right = SAMPLE_BLUEPRINT.fields.map(({ scored, difficulty }, field) => {
      let count = 0;
      for (let question = 0; question < scored; question++) {
        const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
        const x = (abilities[field] ?? 0) - difficulty.mean - difficulty.sd * normal;
        if (next() < 1 / (1 + Math.exp(-x))) count += 1;
      }
      return count;
    });
    const total = right.reduce((sum, one) => sum + one, 0);
    const isWhole = right.every(
      (one, field) => one >= (SAMPLE_BLUEPRINT.fields[field]?.leastRight ?? 0),
    );
    if (total >= SAMPLE_BLUEPRINT.leastRight && isWhole) passed += 1;
  }
  return passed / exams;
}

describe('the minimum of a field', () => {
  it('fails somebody who is good at all the rest', () => {
    const answers = [
      ...answersOf('strategy', 60, 57, DAY),
      ...answersOf('technology', 60, 57, DAY),
      ...answersOf('management', 60, 4, DAY),
    ];
    const state = refitAbility({ answers, day: DAY, model: STILL_MODEL });
    const [strategy, management, technology] = SAMPLE_BLUEPRINT.fields;
    const without: ExamBlueprint = {
      ...SAMPLE_BLUEPRINT,
      fields: [strategy, { ...management, leastRight: 0 }, technology],
    };
    expect(chanceOf(state, without).chance - chanceOf(state).chance).toBeGreaterThan(0.2);
  });
});
