import type { DifficultySpread } from './blueprint';
import { type NormalGrid, normalGrid } from './normal-draws.rules';
import { answerSlope, chanceOfRight } from './response.rules';

/** First exposures of one field: answer n is that of person[n] to item[n]. People and items are numbered from 0. */
export interface FirstExposures {
  readonly people: number;
  readonly items: number;
  readonly person: Int32Array;
  readonly item: Int32Array;
  /** 1 = right. */
  readonly right: Uint8Array;
}

export interface ItemPrior {
  /** The difficulty that the author gave each item, in logits. */
  readonly difficulty: Float64Array;
  /** τ: how far the true difficulty lies from it. */
  readonly sd: number;
}

export interface FitOptions {
  readonly floor: number;
  /** Points of the grid over the ability; 21–41. */
  readonly points?: number;
}

export interface ItemFit {
  readonly difficulty: Float64Array;
  /** Standard error of each; never above τ. */
  readonly error: Float64Array;
  readonly answers: Int32Array;
  /** Ability of those who answered. */
  readonly ability: { readonly mean: number; readonly sd: number };
  readonly rounds: number;
}

const POINTS = 31;
const MOST_ROUNDS = 200;
/** Rounds end when no difficulty moves by more. */
const CLOSE = 0.001;
const LEAST_SD = 0.1;
const NEWTON_STEPS = 3;
/** In logits: from far away, where the curve is flat, Newton would jump over the maximum and never come back. */
const LONGEST_STEP = 1;

/**
 * The difficulties of one field, ability in one dimension, by EM over a grid: E: each person's posterior over the points;
 * M: b_i maximises Σ_q [r_iq·log P_q + (n_iq − r_iq)·log(1 − P_q)] − (b_i − author's)²/2τ², and N(mean, sd²) of the ability
 * is moved to the posteriors (Bock & Aitkin 1981; the prior of b: Swaminathan & Gifford 1982). The zero of the scale is held
 * by the authors: the mean of b_i − author's is 0.
 */
export function fitItems(data: FirstExposures, prior: ItemPrior, options: FitOptions): ItemFit {
  const fit = startFit(data, prior, options);
  let rounds = 0;
  for (let moved = Infinity; moved > CLOSE && rounds < MOST_ROUNDS; rounds++) {
    expect(fit);
    moved = maximise(fit);
  }
  return {
    difficulty: fit.difficulty,
    error: errorsOf(fit),
    answers: fit.answers,
    ability: fit.ability,
    rounds,
  };
}

/**
 * How hard an exam is whose questions are like these: the spread of the true difficulties, which is that of the fitted ones (drawn to
 * the authors') and their errors.
 */
export function difficultySpread({
  difficulty,
  error,
}: Pick<ItemFit, 'difficulty' | 'error'>): DifficultySpread {
  const count = difficulty.length;
  const mean = difficulty.reduce((sum, b) => sum + b, 0) / count;
  const variance = difficulty.reduce((sum, b) => sum + (b - mean) ** 2, 0) / count;
  const doubt = error.reduce((sum, se) => sum + se * se, 0) / count;
  return { mean, sd: Math.sqrt(variance + doubt) };
}

/** What the rounds work on; its size does not depend on the number of answers. */
interface Fit {
  readonly data: SortedAnswers;
  readonly items: number;
  readonly prior: ItemPrior;
  readonly floor: number;
  readonly points: number;
  readonly difficulty: Float64Array;
  readonly answers: Int32Array;
  ability: { mean: number; sd: number };
  grid: NormalGrid;
  /** For each item and point log P(right) and log P(wrong), then the expected answers and right answers. */
  readonly logRight: Float64Array;
  readonly logWrong: Float64Array;
  readonly seen: Float64Array;
  readonly rightOf: Float64Array;
}

/** The answers of a person stand together: those of person p from starts[p] to starts[p + 1]. */
interface SortedAnswers {
  readonly starts: Int32Array;
  readonly item: Int32Array;
  readonly right: Uint8Array;
}

function startFit(data: FirstExposures, prior: ItemPrior, options: FitOptions): Fit {
  const points = options.points ?? POINTS;
  const size = data.items * points;
  const answers = new Int32Array(data.items);
  for (const item of data.item) answers[item] = (answers[item] ?? 0) + 1;
  const ability = { mean: 0, sd: 1 };
  return {
    data: sortByPerson(data),
    items: data.items,
    prior,
    floor: options.floor,
    points,
    difficulty: prior.difficulty.slice(),
    answers,
    ability,
    grid: normalGrid(points, ability),
    logRight: new Float64Array(size),
    logWrong: new Float64Array(size),
    seen: new Float64Array(size),
    rightOf: new Float64Array(size),
  };
}

function sortByPerson({ people, person, item, right }: FirstExposures): SortedAnswers {
  const starts = new Int32Array(people + 1);
  for (const one of person) starts[one + 1] = (starts[one + 1] ?? 0) + 1;
  for (let one = 0; one < people; one++)
    starts[one + 1] = (starts[one + 1] ?? 0) + (starts[one] ?? 0);
  const next = starts.slice();
  const sorted = { item: new Int32Array(item.length), right: new Uint8Array(item.length) };
  person.forEach((one, nth) => {
    const place = next[one] ?? 0;
    next[one] = place + 1;
    sorted.item[place] = item[nth] ?? 0;
    sorted.right[place] = right[nth] ?? 0;
  });
  return { starts, ...sorted };
}

/** E: what each item was answered by whom, spread over the points; and where the people stand. */
function expect(fit: Fit): void {
  fillLogs(fit);
  fit.seen.fill(0);
  fit.rightOf.fill(0);
  const logWeights = fit.grid.weights.map(Math.log);
  const posterior = new Float64Array(fit.points);
  let [people, sum, squares] = [0, 0, 0];
  for (let one = 0; one + 1 < fit.data.starts.length; one++) {
    const answers = { from: fit.data.starts[one] ?? 0, to: fit.data.starts[one + 1] ?? 0 };
    if (answers.from === answers.to) continue;
    posterior.set(logWeights);
    weigh(fit, posterior, answers);
    share(fit, posterior, answers);
    people += 1;
    posterior.forEach((weight, point) => {
      const ability = fit.grid.points[point] ?? 0;
      sum += weight * ability;
      squares += weight * ability * ability;
    });
  }
  if (people === 0) return;
  const mean = sum / people;
  fit.ability = { mean, sd: Math.max(LEAST_SD, Math.sqrt(squares / people - mean * mean)) };
}

function fillLogs(fit: Fit): void {
  for (let item = 0; item < fit.items; item++) {
    const difficulty = fit.difficulty[item] ?? 0;
    for (let point = 0; point < fit.points; point++) {
      const chance = chanceOfRight(fit.grid.points[point] ?? 0, difficulty, fit.floor);
      fit.logRight[item * fit.points + point] = Math.log(chance);
      fit.logWrong[item * fit.points + point] = Math.log1p(-chance);
    }
  }
}

interface Answers {
  readonly from: number;
  readonly to: number;
}

/** The posterior of one person over the points, from the logs of the prior in it. */
function weigh(
  { data, points, logRight, logWrong }: Fit,
  posterior: Float64Array,
  answers: Answers,
) {
  for (let nth = answers.from; nth < answers.to; nth++) {
    const logs = data.right[nth] === 1 ? logRight : logWrong;
    const offset = (data.item[nth] ?? 0) * points;
    for (let point = 0; point < points; point++)
      posterior[point] = (posterior[point] ?? 0) + (logs[offset + point] ?? 0);
  }
  normalise(posterior);
}

/** Logs of weights become weights that sum to 1. */
function normalise(weights: Float64Array): void {
  const highest = weights.reduce((most, log) => Math.max(most, log), -Infinity);
  let total = 0;
  weights.forEach((log, nth) => {
    const weight = Math.exp(log - highest);
    weights[nth] = weight;
    total += weight;
  });
  weights.forEach((weight, nth) => (weights[nth] = weight / total));
}

function share({ data, points, seen, rightOf }: Fit, posterior: Float64Array, answers: Answers) {
  for (let nth = answers.from; nth < answers.to; nth++) {
    const offset = (data.item[nth] ?? 0) * points;
    const right = data.right[nth] ?? 0;
    for (let point = 0; point < points; point++) {
      const weight = posterior[point] ?? 0;
      seen[offset + point] = (seen[offset + point] ?? 0) + weight;
      rightOf[offset + point] = (rightOf[offset + point] ?? 0) + right * weight;
    }
  }
}

/** M: the difficulties, then the zero of the scale; returns the longest way that one went. */
function maximise(fit: Fit): number {
  const before = fit.difficulty.slice();
  for (let item = 0; item < fit.items; item++)
    for (let step = 0; step < NEWTON_STEPS; step++) {
      const { slope, information } = slopeOf(fit, item);
      const by = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, slope / information));
      fit.difficulty[item] = (fit.difficulty[item] ?? 0) + by;
    }
  const away = fit.difficulty.reduce(
    (sum, b, item) => sum + b - (fit.prior.difficulty[item] ?? 0),
    0,
  );
  const shift = fit.items === 0 ? 0 : away / fit.items;
  fit.difficulty.forEach((b, item) => (fit.difficulty[item] = b - shift));
  fit.ability = { ...fit.ability, mean: fit.ability.mean - shift };
  fit.grid = normalGrid(fit.points, fit.ability);
  return before.reduce(
    (most, b, item) => Math.max(most, Math.abs(b - (fit.difficulty[item] ?? 0))),
    0,
  );
}

/** The slope of an item's log posterior by its difficulty, which is that by the ability with the other sign. */
function slopeOf(fit: Fit, item: number): { slope: number; information: number } {
  const difficulty = fit.difficulty[item] ?? 0;
  const precision = 1 / fit.prior.sd ** 2;
  let slope = ((fit.prior.difficulty[item] ?? 0) - difficulty) * precision;
  let information = precision;
  for (let point = 0; point < fit.points; point++) {
    const seen = fit.seen[item * fit.points + point] ?? 0;
    const right = fit.rightOf[item * fit.points + point] ?? 0;
    const ability = fit.grid.points[point] ?? 0;
    const ifRight = answerSlope(
      { right: true, difficulty, difficultyError: 0 },
      ability,
      fit.floor,
    );
    const ifWrong = answerSlope(
      { right: false, difficulty, difficultyError: 0 },
      ability,
      fit.floor,
    );
    slope -= right * ifRight.slope + (seen - right) * ifWrong.slope;
    information += seen * ifRight.information;
  }
  return { slope, information };
}

function errorsOf(fit: Fit): Float64Array {
  return fit.difficulty.map((_, item) => 1 / Math.sqrt(slopeOf(fit, item).information));
}
