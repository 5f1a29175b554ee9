import type { AbilityModel, AbilityState } from './ability.rules';
import type { ExamBlueprint } from './blueprint';
import { cholesky, sharedAndOwn } from './covariance.rules';
import { forFields, type Triple } from './fields';
import { meanOf } from './moments.rules';
import { normalDraws } from './normal-draws.rules';
import type { ReadinessSettings } from './readiness-settings';
import { logit } from './response.rules';
import { passGivenShares, type PreparedExam, prepareExam, shareRight } from './score-spread.rules';

/** 200 points and their opposites; the same for everybody and for ever, so that an estimate can be computed again. */
const DRAWS = normalDraws(200, 20_270_401);
export const DRAW_COUNT = DRAWS.length / 3;
const TAIL = 0.1;

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** `range` holds the chance with 80 %: what it would be if the ability were known. */
export interface PassChance {
  readonly chance: number;
  readonly range: Range;
}

export type Posterior = Pick<AbilityState, 'mean' | 'covariance'>;

/**
 * P(pass) = the mean over draws θ ~ N(m, V) of P(S ≥ least and each S_k ≥ its least | θ). Never from the point m: who is
 * little known is neither sure to pass nor sure to fail.
 */
export function passChance(
  posterior: Posterior,
  blueprint: ExamBlueprint,
  model: Pick<AbilityModel, 'floor'>,
): PassChance {
  const exam = prepareExam(blueprint, model.floor);
  const chances = sharesOfDraws(posterior, exam).map((shares) => passGivenShares(exam, shares));
  return { chance: meanOf(chances), range: middleOf(chances) };
}

/** The chance of somebody whose abilities are known; the truth that simulations compare with. */
export function passChanceOf(abilities: Triple, blueprint: ExamBlueprint, floor: number): number {
  const exam = prepareExam(blueprint, floor);
  return passGivenShares(
    exam,
    forFields((field) => shareRight(exam, field, abilities[field])),
  );
}

/** For each draw of the posterior the share of right answers in each field. */
export function sharesOfDraws({ mean, covariance }: Posterior, exam: PreparedExam): Triple[] {
  const [l11, l21, l22, l31, l32, l33] = cholesky(covariance);
  return Array.from({ length: DRAW_COUNT }, (_, draw) => {
    const x = DRAWS[draw * 3] ?? 0;
    const y = DRAWS[draw * 3 + 1] ?? 0;
    const z = DRAWS[draw * 3 + 2] ?? 0;
    return [
      shareRight(exam, 0, mean[0] + l11 * x),
      shareRight(exam, 1, mean[1] + l21 * x + l22 * y),
      shareRight(exam, 2, mean[2] + l31 * x + l32 * y + l33 * z),
    ] as const;
  });
}

/**
 * A model whose prior passes this exam with the wanted chance (the pass rate of people who sit it): μ by bisection, as
 * P(pass) rises with μ.
 */
export function modelFor(blueprint: ExamBlueprint, settings: ReadinessSettings): AbilityModel {
  const { chance, ...model } = settings;
  const covariance = sharedAndOwn(model.shared, model.own);
  let [low, high] = [logit(0.001), logit(0.999)];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    const found = passChance({ mean: [middle, middle, middle], covariance }, blueprint, model);
    if (found.chance < chance) low = middle;
    else high = middle;
  }
  return { ...model, mean: (low + high) / 2 };
}

/** The middle 80 % of the values. */
export function middleOf(values: readonly number[]): Range {
  const sorted = Float64Array.from(values).sort();
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
  return { from: at(TAIL), to: at(1 - TAIL) };
}
