import {
  type AbilityModel,
  type AbilityState,
  type FirstAnswer,
  startAbility,
} from './ability.rules';
import type { Covariance } from './covariance.rules';
import { fieldIndex, forFields, type Triple } from './fields';
import { inverseOf, solve } from './newton.rules';
import { answerSlope } from './response.rules';

export interface Refit {
  readonly answers: readonly FirstAnswer[];
  /** The day as of which the ability is said; later answers are left out. */
  readonly day: number;
  readonly model: AbilityModel;
}

/** Ability with the growth that was seen on the way to it, in logits a day. */
export interface GrowthFit {
  readonly state: AbilityState;
  readonly growth: Growth;
}

export interface Growth {
  readonly perDay: number;
  readonly sd: number;
  /** Its covariance with the ability of each field: both are read from the same answers. */
  readonly withFields: Triple;
}

const NO_GROWTH: Growth = { perDay: 0, sd: 0, withFields: [0, 0, 0] };
/** The place of the growth among the unknowns. */
const GROWTH = 3;
const CLOSE = 1e-9;
const MOST_STEPS = 50;
/** A step is never longer, in logits: from far away Newton would jump over the maximum. */
const LONGEST_STEP = 2;

/**
 * The ability as of `day` from all first answers: θ̂ maximises log N(θ; μ, Σ) + Σ wᵢ·log P(xᵢ | θ) by Newton's steps with
 * the expected information, H = Σ⁻¹ + Σ wᵢ·Iᵢ; posterior N(θ̂, H⁻¹) (Bock & Mislevy 1982; Mislevy 1986). Where all
 * answers count alike it agrees with `addAnswer` one by one. The order of the answers does not matter.
 */
export function refitAbility({ answers, day, model }: Refit): AbilityState {
  const known = answers.filter((answer) => answer.day <= day);
  const start = startAbility(model, day);
  const found = maximum({
    prior: { mean: [...start.mean], precision: inverseOf(squareOf(start.covariance)) },
    rows: known.map((answer) => ({
      answer,
      field: fieldIndex(answer.field),
      ageDays: null,
      weight: weightOf(day - answer.day, model),
    })),
    floor: model.floor,
  });
  return stateOf(found, known, day);
}

/**
 * As `refitAbility`, with one more unknown: the person's own growth g a day, the same in all fields, prior N(growthMean,
 * growthSd²):
 * θ_k on the day of an answer that is a days old = θ_k − g·a (a linear growth curve, Laird & Ware 1982). A random walk lags
 * behind somebody who learns steadily; this does not. The state has g integrated out.
 */
export function fitGrowth(refit: Refit): GrowthFit {
  const { answers, day, model } = refit;
  if (model.growthSd === 0) return { state: refitAbility(refit), growth: NO_GROWTH };
  const known = answers.filter((answer) => answer.day <= day);
  const start = startAbility(model, day);
  const precision = inverseOf(squareOf(start.covariance)).map((row) => [...row, 0]);
  const found = maximum({
    prior: {
      mean: [...start.mean, model.growthMean],
      precision: [...precision, [0, 0, 0, 1 / model.growthSd ** 2]],
    },
    rows: known.map((answer) => ({
      answer,
      field: fieldIndex(answer.field),
      ageDays: day - answer.day,
      weight: weightOf(day - answer.day, model),
    })),
    floor: model.floor,
  });
  const [first = 0, second = 0, third = 0, variance = 0] = found.covariance[GROWTH] ?? [];
  return {
    state: stateOf(found, known, day),
    growth: {
      perDay: found.mean[GROWTH] ?? 0,
      sd: Math.sqrt(variance),
      withFields: [first, second, third],
    },
  };
}

/** One answer as the search sees it: of ability θ_field − g·ageDays, or of θ_field alone when nobody looks for a growth. */
interface Row {
  readonly answer: FirstAnswer;
  readonly field: 0 | 1 | 2;
  readonly ageDays: number | null;
  readonly weight: number;
}

interface Search {
  readonly prior: { readonly mean: readonly number[]; readonly precision: number[][] };
  readonly rows: readonly Row[];
  readonly floor: number;
}

interface Maximum {
  readonly mean: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

function weightOf(ageDays: number, { halfLifeDays }: AbilityModel): number {
  return halfLifeDays === null ? 1 : 0.5 ** (ageDays / halfLifeDays);
}

function maximum(search: Search): Maximum {
  const mean = [...search.prior.mean];
  for (let step = 0; step < MOST_STEPS; step++) {
    const { slope, information } = slopeAt(search, mean);
    const move = solve(information, slope);
    const longest = Math.max(...move.map(Math.abs));
    const length = Math.min(1, LONGEST_STEP / longest);
    move.forEach((by, index) => (mean[index] = (mean[index] ?? 0) + length * by));
    if (longest < CLOSE) break;
  }
  return { mean, covariance: inverseOf(slopeAt(search, mean).information) };
}

/** The slope of the log posterior and its expected information. */
function slopeAt({ prior, rows, floor }: Search, mean: readonly number[]) {
  const information = prior.precision.map((row) => [...row]);
  const away = mean.map((value, index) => value - (prior.mean[index] ?? 0));
  const slope = prior.precision.map((row) => -sumOf(row, away));
  for (const row of rows) {
    let ability = mean[row.field] ?? 0;
    if (row.ageDays !== null) ability -= (mean[GROWTH] ?? 0) * row.ageDays;
    addRow({ slope, information }, row, answerSlope(row.answer, ability, floor));
  }
  return { slope, information };
}

function addRow(
  to: { readonly slope: number[]; readonly information: number[][] },
  { field, ageDays, weight }: Row,
  one: ReturnType<typeof answerSlope>,
): void {
  const slope = weight * one.slope;
  const information = weight * one.information;
  add(to.slope, field, slope);
  add(to.information[field], field, information);
  if (ageDays === null) return;
  add(to.slope, GROWTH, -ageDays * slope);
  add(to.information[field], GROWTH, -ageDays * information);
  add(to.information[GROWTH], field, -ageDays * information);
  add(to.information[GROWTH], GROWTH, ageDays * ageDays * information);
}

function add(to: number[] | undefined, place: number, value: number): void {
  if (to) to[place] = (to[place] ?? 0) + value;
}

function sumOf(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

function squareOf([a, b, c, d, e, f]: Covariance): number[][] {
  return [
    [a, b, c],
    [b, d, e],
    [c, e, f],
  ];
}

function stateOf(found: Maximum, answers: readonly FirstAnswer[], day: number): AbilityState {
  const entry = (row: number, column: number) => found.covariance[row]?.[column] ?? 0;
  return {
    mean: forFields((index) => found.mean[index] ?? 0),
    covariance: [entry(0, 0), entry(0, 1), entry(0, 2), entry(1, 1), entry(1, 2), entry(2, 2)],
    day,
    counts: countsOf(answers),
  };
}

function countsOf(answers: readonly FirstAnswer[]): Triple {
  const counts = [0, 0, 0];
  for (const { field } of answers) counts[fieldIndex(field)] = (counts[fieldIndex(field)] ?? 0) + 1;
  return forFields((index) => counts[index] ?? 0);
}
