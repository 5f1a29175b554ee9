import type { ExamBlueprint, FieldBlueprint } from './blueprint';
import { forFields, type Triple } from './fields';
import { normalGrid, type NormalGrid } from './normal-draws.rules';
import { chanceOfRight } from './response.rules';

/** Nine points give the mean over a normal spread of logistic curves to six digits. */
const DIFFICULTIES = 9;
/** So that log(p) and log(1 − p) stay finite. */
const CERTAIN = 1e-9;

/** What is computed once for a blueprint and then asked for each draw. */
export interface PreparedExam {
  readonly leastRight: number;
  readonly fields: Triple<PreparedField>;
  readonly floor: number;
}

interface PreparedField {
  readonly scored: number;
  readonly leastRight: number;
  readonly difficulties: NormalGrid;
  /** log of n over s, for s = 0…n. */
  readonly logChoices: Float64Array;
  /** Scratch: thousands of draws are asked one after the other, and each fills it anew. */
  readonly spread: Float64Array;
}

export function prepareExam(blueprint: ExamBlueprint, floor: number): PreparedExam {
  const fields = forFields((index) => prepareField(blueprint.fields[index]));
  return { leastRight: blueprint.leastRight, fields, floor };
}

function prepareField({ scored, leastRight, difficulty }: FieldBlueprint): PreparedField {
  const logChoices = new Float64Array(scored + 1);
  for (let right = 1; right <= scored; right++)
    logChoices[right] = (logChoices[right - 1] ?? 0) + Math.log((scored - right + 1) / right);
  const difficulties = normalGrid(DIFFICULTIES, difficulty);
  return { scored, leastRight, difficulties, logChoices, spread: new Float64Array(scored + 1) };
}

/** The share of a field's questions that somebody of this ability has right: the mean over their difficulties. */
export function shareRight(exam: PreparedExam, field: 0 | 1 | 2, ability: number): number {
  const { points, weights } = exam.fields[field].difficulties;
  let share = 0;
  for (let nth = 0; nth < points.length; nth++)
    share += (weights[nth] ?? 0) * chanceOfRight(ability, points[nth] ?? 0, exam.floor);
  return share;
}

/**
 * P(pass | shares): right answers S_k ~ Binomial(n_k, share_k), as the questions are drawn anew for each exam; summed
 * exactly over all scores with S_k ≥ the field's least and S_1 + S_2 + S_3 ≥ the exam's.
 */
export function passGivenShares(exam: PreparedExam, shares: Triple): number {
  const [first, second, third] = exam.fields;
  const ones = spreadOf(first, shares[0]);
  const twos = spreadOf(second, shares[1]);
  const atLeast = tailOf(spreadOf(third, shares[2]));
  let pass = 0;
  for (let one = first.leastRight; one <= first.scored; one++) {
    let rest = 0;
    for (let two = second.leastRight; two <= second.scored; two++) {
      const needed = Math.max(third.leastRight, exam.leastRight - one - two);
      if (needed <= third.scored) rest += (twos[two] ?? 0) * (atLeast[needed] ?? 0);
    }
    pass += (ones[one] ?? 0) * rest;
  }
  return pass;
}

/** P(S = s) for s = 0…n: from the likeliest score to both ends, each by its neighbour. */
function spreadOf({ scored, logChoices, spread }: PreparedField, share: number): Float64Array {
  const p = Math.min(1 - CERTAIN, Math.max(CERTAIN, share));
  const odds = p / (1 - p);
  const likeliest = Math.min(scored, Math.floor((scored + 1) * p));
  let chance = Math.exp(
    (logChoices[likeliest] ?? 0) + likeliest * Math.log(p) + (scored - likeliest) * Math.log(1 - p),
  );
  spread[likeliest] = chance;
  for (let score = likeliest; score < scored; score++) {
    chance *= (odds * (scored - score)) / (score + 1);
    spread[score + 1] = chance;
  }
  chance = spread[likeliest] ?? 0;
  for (let score = likeliest; score > 0; score--) {
    chance *= score / (odds * (scored - score + 1));
    spread[score - 1] = chance;
  }
  return spread;
}

/** P(S ≥ s) for s = 0…n, in the place of P(S = s). */
function tailOf(tail: Float64Array): Float64Array {
  for (let score = tail.length - 2; score >= 0; score--)
    tail[score] = (tail[score] ?? 0) + (tail[score + 1] ?? 0);
  return tail;
}
