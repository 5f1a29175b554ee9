import fc from 'fast-check';
import { addAnswer, advanceAbility, type FirstAnswer, startAbility } from './ability.rules';
import { fitGrowth, refitAbility } from './ability-refit.rules';
import { cholesky, varianceOf } from './covariance.rules';
import { FIELDS } from './fields';
import { answersOf, manyAnswers, SAMPLE_MODEL, STILL_MODEL } from './readiness.samples';

const DAY = 20_500;
const answer = fc.record({
  field: fc.constantFrom(...FIELDS),
  difficulty: fc.double({ min: -3, max: 3, noNaN: true }),
  difficultyError: fc.constantFrom(0, 0.5),
  right: fc.boolean(),
  day: fc.integer({ min: DAY, max: DAY + 200 }),
});
const answers = fc.array(answer, { maxLength: 60 });
const onOneDay = answers.map((list) => list.map((one) => ({ ...one, day: DAY })));
const floors = fc.constantFrom(0, 0.2);

function oneByOne(list: readonly FirstAnswer[], model = STILL_MODEL) {
  return list.reduce((state, one) => addAnswer(state, one, model), startAbility(model, DAY));
}

describe('addAnswer', () => {
  it('raises every field by a right answer and lowers it by a wrong one, its own most', () => {
    const before = startAbility(SAMPLE_MODEL, DAY);
    for (const right of [true, false]) {
      const after = addAnswer(
        before,
        { field: 'management', difficulty: 0, difficultyError: 0, right, day: DAY },
        SAMPLE_MODEL,
      );
      const moved = after.mean.map(
        (value, field) => (value - (before.mean[field] ?? 0)) * (right ? 1 : -1),
      );
      expect(Math.min(...moved)).toBeGreaterThan(0);
      expect(Math.max(...moved)).toBe(moved[1]);
      expect(after.counts).toEqual([0, 1, 0]);
    }
  });

  it('computes the step of Fahrmeir (1992) by hand', () => {
    const model = { ...STILL_MODEL, mean: 0, shared: 0.6, own: 0.4 };
    const after = addAnswer(
      startAbility(model, DAY),
      { field: 'strategy', difficulty: 0, difficultyError: 0, right: true, day: DAY },
      model,
    );
    // w = 1/4, V_11 = 1: the variance falls to 1 / (1 + 1/4); m_1 = 0.8 · (1 − 1/2), m_2 = 0.6 · 0.8 · 1/2.
    expect(after.covariance[0]).toBeCloseTo(0.8, 12);
    expect(after.mean[0]).toBeCloseTo(0.4, 12);
    expect(after.mean[1]).toBeCloseTo(0.24, 12);
    expect(after.covariance[3]).toBeCloseTo(1 - (0.25 * 0.36) / 1.25, 12);
  });

  it('keeps the covariance positive definite, whatever is answered and whenever', () => {
    fc.assert(
      fc.property(answers, floors, (list, floor) => {
        const state = oneByOne(list, { ...SAMPLE_MODEL, floor });
        expect(() => cholesky(state.covariance)).not.toThrow();
        expect(() =>
          cholesky(refitAbility({ answers: list, day: DAY + 200, model: SAMPLE_MODEL }).covariance),
        ).not.toThrow();
        expect(() =>
          cholesky(
            fitGrowth({ answers: list, day: DAY + 200, model: SAMPLE_MODEL }).state.covariance,
          ),
        ).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });

  it('survives being stored', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const state = oneByOne(list, SAMPLE_MODEL);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
      { numRuns: 20 },
    );
  });

  it('knows less of everybody as days pass, and nothing changes by an answer that comes late', () => {
    const state = oneByOne(answersOf('strategy', 10, 5, DAY), SAMPLE_MODEL);
    const later = advanceAbility(state, DAY + 30, SAMPLE_MODEL);
    expect(later.mean).toEqual(state.mean);
    expect(varianceOf(later.covariance, 0) - varianceOf(state.covariance, 0)).toBeCloseTo(
      30 * SAMPLE_MODEL.driftPerDay,
      12,
    );
    expect(advanceAbility(later, DAY, SAMPLE_MODEL)).toBe(later);
  });
});

describe('refitAbility', () => {
  it('agrees with one answer after the other when nobody grows', () => {
    for (const [seed, count] of [
      [1, 20],
      [2, 60],
      [3, 200],
      [4, 400],
    ] as const) {
      const list = manyAnswers({ seed, count, ability: seed % 2 === 0 ? 1.2 : -0.4, day: DAY });
      const online = oneByOne(list);
      const refit = refitAbility({ answers: list, day: DAY, model: STILL_MODEL });
      refit.mean.forEach((mean, index) => {
        const field = index === 0 ? 0 : index === 1 ? 1 : 2;
        const sd = Math.sqrt(varianceOf(refit.covariance, field));
        expect(Math.abs(mean - online.mean[field])).toBeLessThan(0.15 * sd);
        const ratio = varianceOf(online.covariance, field) / varianceOf(refit.covariance, field);
        expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
      });
      expect(refit.counts).toEqual(online.counts);
    }
  });

  it('does not depend on the order of the answers, and one by one hardly does', () => {
    fc.assert(
      fc.property(onOneDay, floors, (list, floor) => {
        const model = { ...STILL_MODEL, floor };
        const turned = list.toReversed();
        const [one, two] = [list, turned].map((given) =>
          refitAbility({ answers: given, day: DAY, model }),
        );
        two?.mean.forEach((mean, field) => expect(mean).toBeCloseTo(one?.mean[field] ?? 0, 7));
        const ups = oneByOne(list, model);
        const downs = oneByOne(turned, model);
        ups.mean.forEach((mean, field) =>
          expect(Math.abs(mean - (downs.mean[field] ?? 0))).toBeLessThan(0.6),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('finds the maximum of the posterior', () => {
    const list = manyAnswers({ seed: 7, count: 80, ability: 0.3, day: DAY });
    const { mean } = refitAbility({ answers: list, day: DAY, model: STILL_MODEL });
    const best = logPosterior(mean, list);
    for (const by of [0.01, -0.01])
      for (let field = 0; field < 3; field++) {
        const moved = mean.map((value, index) => value + (index === field ? by : 0));
        expect(logPosterior(moved, list)).toBeLessThan(best);
      }
  });

  it('believes recent answers more when old ones are halved', () => {
    const list = [...answersOf('strategy', 20, 2, DAY), ...answersOf('strategy', 20, 18, DAY + 90)];
    const all = refitAbility({ answers: list, day: DAY + 90, model: STILL_MODEL });
    const recent = refitAbility({
      answers: list,
      day: DAY + 90,
      model: { ...STILL_MODEL, halfLifeDays: 30 },
    });
    expect(recent.mean[0]).toBeGreaterThan(all.mean[0] + 0.3);
    expect(recent.covariance[0]).toBeGreaterThan(all.covariance[0]);
  });

  it('leaves out what came after its day', () => {
    const answers = answersOf('technology', 10, 10, DAY + 1);
    const state = refitAbility({ answers, day: DAY, model: STILL_MODEL });
    expect(state).toMatchObject({ day: DAY, counts: [0, 0, 0] });
    state.mean.forEach((mean) => expect(mean).toBeCloseTo(STILL_MODEL.mean, 12));
    expect(varianceOf(state.covariance, 2)).toBeCloseTo(STILL_MODEL.shared + STILL_MODEL.own, 12);
  });
});

describe('fitGrowth', () => {
  it('says the same as without growth when all answers are of one day', () => {
    const list = manyAnswers({ seed: 5, count: 100, ability: 0.5, day: DAY });
    const { state, growth } = fitGrowth({ answers: list, day: DAY, model: SAMPLE_MODEL });
    const plain = refitAbility({ answers: list, day: DAY, model: SAMPLE_MODEL });
    state.mean.forEach((mean, field) => expect(mean).toBeCloseTo(plain.mean[field] ?? 0, 6));
    expect(growth.perDay).toBeCloseTo(SAMPLE_MODEL.growthMean, 9);
    expect(growth.sd).toBeCloseTo(SAMPLE_MODEL.growthSd, 9);
  });

  it('sees steady growth, and stands higher than what does not look for it', () => {
    const list = Array.from({ length: 100 }, (_, day) =>
      manyAnswers({ seed: day, count: 4, ability: -0.5 + 0.015 * day, day: DAY + day }),
    ).flat();
    const { state, growth } = fitGrowth({ answers: list, day: DAY + 99, model: SAMPLE_MODEL });
    expect(growth.perDay).toBeGreaterThan(1.28 * growth.sd);
    expect(state.mean[2]).toBeGreaterThan(
      refitAbility({ answers: list, day: DAY + 99, model: SAMPLE_MODEL }).mean[2] + 0.2,
    );
    expect(growth.withFields[0]).toBeGreaterThan(0);
  });

  it('is a plain refit in a model in which nobody grows', () => {
    const list = manyAnswers({ seed: 6, count: 40, ability: 0, day: DAY });
    const { state, growth } = fitGrowth({ answers: list, day: DAY, model: STILL_MODEL });
    expect(state).toEqual(refitAbility({ answers: list, day: DAY, model: STILL_MODEL }));
    expect(growth).toEqual({ perDay: 0, sd: 0, withFields: [0, 0, 0] });
  });
});

/** Written out apart from the code under test: Σ⁻¹ of s·11ᵀ + d·I is (I − s/(d + 3s)·11ᵀ)/d. */
function logPosterior(ability: readonly number[], list: readonly FirstAnswer[]): number {
  const { mean, shared, own } = STILL_MODEL;
  const away = ability.map((value) => value - mean);
  const sum = away.reduce((total, value) => total + value, 0);
  const squares = away.reduce((total, value) => total + value * value, 0);
  const prior = -(squares - (shared / (own + 3 * shared)) * sum * sum) / (2 * own);
  return list.reduce((total, { field, difficulty, right }) => {
    const x = (ability[FIELDS.indexOf(field)] ?? 0) - difficulty;
    return total - Math.log1p(Math.exp(right ? -x : x));
  }, prior);
}
