import {
  addScaled,
  columnOf,
  type Covariance,
  outer,
  sharedAndOwn,
  varianceOf,
} from './covariance.rules';
import { type Field, fieldIndex, forFields, type Triple } from './fields';
import { answerSlope, type JudgedAnswer } from './response.rules';

/** What is believed before the first answer, and how abilities move. All on the scale of the difficulties (logits). */
export interface AbilityModel {
  /** μ: without data. */
  readonly mean: number;
  /** σ_g², what the three fields have in common, and σ_d², what each has for itself: Σ = σ_g²·11ᵀ + σ_d²·I. */
  readonly shared: number;
  readonly own: number;
  /** c: the chance of a right guess; 0 leaves guessing out. */
  readonly floor: number;
  /** q: by how much a day that passes widens each variance (a random walk). */
  readonly driftPerDay: number;
  /** What people who practise are expected to grow a day, in logits, before anything of theirs is seen. */
  readonly growthMean: number;
  /** The spread of the growth per day among people; 0 says that nobody grows. */
  readonly growthSd: number;
  /** An answer that is so many days old counts half when all are looked at again; null = all count alike. */
  readonly halfLifeDays: number | null;
}

/** The first answer of a person to a question; `day` counts as `toDayNumber` does. */
export interface FirstAnswer extends JudgedAnswer {
  readonly field: Field;
  readonly day: number;
}

/** The posterior N(mean, covariance) of one person as of `day`. Plain numbers: it is stored as it is. */
export interface AbilityState {
  readonly mean: Triple;
  readonly covariance: Covariance;
  readonly day: number;
  /** First answers behind it. */
  readonly counts: Triple;
}

/** The prior: nobody has answered anything yet. */
export function startAbility(model: AbilityModel, day: number): AbilityState {
  const covariance = sharedAndOwn(model.shared, model.own);
  return { mean: forFields(() => model.mean), covariance, day, counts: [0, 0, 0] };
}

/**
 * One more first answer x in field k, with w its information at the mean m and V the covariance:
 * V ← V − w·V·e·eᵀ·V / (1 + w·V_kk), m ← m + V·e·(slope). One step of Newton from the posterior so far: the extended Kalman
 * filter of Fahrmeir (1992), used for ratings by Glickman (1999).
 */
export function addAnswer(
  state: AbilityState,
  answer: FirstAnswer,
  model: AbilityModel,
): AbilityState {
  const now = advanceAbility(state, answer.day, model);
  const field = fieldIndex(answer.field);
  const { slope, information } = answerSlope(answer, now.mean[field], model.floor);
  const column = columnOf(now.covariance, field);
  const shrink = 1 / (1 + information * varianceOf(now.covariance, field));
  return {
    mean: forFields((index) => now.mean[index] + column[index] * shrink * slope),
    covariance: addScaled(now.covariance, outer(column), -information * shrink),
    day: now.day,
    counts: forFields((index) => now.counts[index] + (index === field ? 1 : 0)),
  };
}

/**
 * Days that pass: V ← V + q·Δt·R, with R the correlation between fields as in the prior (Ekanadham & Karklin 2017). An
 * answer that arrives late, with an earlier day, moves nothing.
 */
export function advanceAbility(
  state: AbilityState,
  day: number,
  model: AbilityModel,
): AbilityState {
  const days = day - state.day;
  if (days <= 0) return state;
  const total = model.shared + model.own;
  const together = sharedAndOwn(model.shared / total, model.own / total);
  const covariance = addScaled(state.covariance, together, model.driftPerDay * days);
  return { ...state, covariance, day };
}
