import {
  addDays,
  addMonths,
  dateOfParts,
  datePartsOf,
  fromDayNumber,
  type LocalDate,
  toDayNumber,
} from '@app/platform';
import { type AbilityModel, type AbilityState, advanceAbility } from './ability.rules';
import type { GrowthFit } from './ability-refit.rules';
import type { ExamBlueprint } from './blueprint';
import { addScaled, type Covariance, sharedAndOwn } from './covariance.rules';
import { forFields, type Triple } from './fields';
import { passChance, type PassChance } from './pass-chance.rules';
import { neededAnswers } from './shown-chance.rules';

/** `month` is its first day. */
export type BookingMonth =
  | { readonly kind: 'month'; readonly month: LocalDate; readonly expected: PassChance }
  | { readonly kind: 'unsaid'; readonly why: 'too_few_answers' | 'growth_not_seen' | 'too_far' };

export interface BookingQuestion {
  readonly fit: GrowthFit;
  readonly model: AbilityModel;
  /** The blueprint of the exam on a day, or null when it is not known yet. */
  readonly blueprintOn: (day: LocalDate) => ExamBlueprint | null;
  readonly wanted: number;
  /** How many months ahead a month is suggested. */
  readonly months: number;
}

const MIDDLE_OF_MONTH = 15;

/**
 * The first month in whose middle P(pass) is expected to reach the wanted chance if the growth seen so far goes on:
 * m + g·Δt, V + Δt·(c·1ᵀ + 1·cᵀ) + Δt²·var(g)·11ᵀ + q·Δt·R, with c = cov(θ, g). Nothing is said from too few answers, without a growth that is clearly above 0 (its 80 %
 * range), or where the months ahead, or the exam's known rules, do not reach that far.
 */
export function bookingMonth(question: BookingQuestion): BookingMonth {
  const { fit, wanted, months } = question;
  if (neededAnswers(fit.state).total > 0) return { kind: 'unsaid', why: 'too_few_answers' };
  const today = fromDayNumber(fit.state.day);
  for (let ahead = 0; ahead <= months; ahead++) {
    const month = firstOf(addMonths(today, ahead));
    const expected = chanceAt(question, ahead === 0 ? today : middleOfMonth(month));
    if (expected === null) return { kind: 'unsaid', why: 'too_far' };
    if (expected.chance >= wanted) return { kind: 'month', month, expected };
    if (!isGrowing(fit)) return { kind: 'unsaid', why: 'growth_not_seen' };
  }
  return { kind: 'unsaid', why: 'too_far' };
}

/** 80 % range of the growth above 0. */
function isGrowing({ growth }: GrowthFit): boolean {
  return growth.perDay > 1.2816 * growth.sd;
}

function chanceAt({ fit, model, blueprintOn }: BookingQuestion, day: LocalDate): PassChance | null {
  const blueprint = blueprintOn(day);
  if (blueprint === null) return null;
  return passChance(abilityAt(fit, model, toDayNumber(day)), blueprint, model);
}

/** The posterior of a day to come, growth included. */
export function abilityAt(
  { state, growth }: GrowthFit,
  model: AbilityModel,
  day: number,
): AbilityState {
  const days = Math.max(0, day - state.day);
  const walked = advanceAbility(state, day, model);
  return {
    ...walked,
    mean: forFields((field) => state.mean[field] + growth.perDay * days),
    covariance: addScaled(
      addScaled(walked.covariance, sharedAndOwn(1, 0), (growth.sd * days) ** 2),
      withGrowth(growth.withFields),
      days,
    ),
  };
}

/** c·1ᵀ + 1·cᵀ */
function withGrowth([x, y, z]: Triple): Covariance {
  return [2 * x, x + y, x + z, 2 * y, y + z, 2 * z];
}

function firstOf(day: LocalDate): LocalDate {
  return dateOfParts({ ...datePartsOf(day), day: 1 }) ?? day;
}

function middleOfMonth(first: LocalDate): LocalDate {
  return addDays(first, MIDDLE_OF_MONTH - 1);
}
