import { numberText, people } from '@app/platform';

/** Of nobody in particular: how likely those who practise are to pass, had they sat the exam on the day. */
export interface Candidates {
  /** Those of whom something can be said. */
  readonly count: number;
  /** How many of them have booked an exam. */
  readonly booked: number;
  /** Passes among them: the mean, and the range that holds 80 %. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/** With fewer, a sum would tell of one person. */
export const FEWEST_CANDIDATES = 5;
const TAIL = 0.1;

/** Null for fewer than five. `chances` are between 0 and 1, one of each person; those of the booked are among them. */
export function candidatesOf(chances: readonly number[], booked: number): Candidates | null {
  if (chances.length < FEWEST_CANDIDATES) return null;
  const spread = spreadOf(chances);
  return {
    ...{ count: chances.length, booked },
    expected: Math.round(chances.reduce((sum, chance) => sum + chance, 0)),
    low: quantile(spread, TAIL),
    high: quantile(spread, 1 - TAIL),
  };
}

/** P(exactly k pass) for k = 0…n: each passes or fails on their own (the Poisson binomial distribution). */
function spreadOf(chances: readonly number[]): readonly number[] {
  return chances.reduce<readonly number[]>(
    (spread, chance) =>
      [...spread, 0].map((own, k) => own * (1 - chance) + (spread[k - 1] ?? 0) * chance),
    [1],
  );
}

/** The smallest k with P(X ≤ k) ≥ p. */
function quantile(spread: readonly number[], p: number): number {
  let sum = 0;
  const found = spread.findIndex((chance) => (sum += chance) >= p);
  return found === -1 ? spread.length - 1 : found;
}

/** A number below this, booked or not, could tell of a person. */
function bookedWords({ count, booked }: Candidates): string {
  const isHidden = booked < FEWEST_CANDIDATES || count - booked < FEWEST_CANDIDATES;
  return isHidden ? '' : `(うち受験予定は${people(booked)})`;
}

export interface CandidateFrame {
  readonly now: number;
  readonly target: number | null;
  readonly isPast: boolean;
}

/** What the practice of today would add, never a promise and never a name; empty where nothing may be said. */
export function candidatesSentence(
  candidates: Candidates | null,
  { now, target, isPast }: CandidateFrame,
): string {
  if (candidates === null) return '';
  const { count, expected, low, high } = candidates;
  const together = now + expected;
  const reaches =
    target !== null && together >= target
      ? `目標の${numberText(target)}名に届く`
      : `${numberText(together)}名になる`;
  const is = isPast ? 'でした' : 'です';
  return `練習している人のうち合格の見込みを言える${people(count)}${bookedWords(candidates)}が、この日に受けたとすると、${numberText(expected)}名前後(8割の確からしさで${numberText(low)}〜${numberText(high)}名)が合格し、取得者が${reaches}計算${is}。だれの見込みかは、本人だけが見られます。`;
}
