import { correlation, meanOf, medianOf } from './moments.rules';

/** One first answer to a question of which one choice is right; a list of them is in the order of time. */
export interface ItemAnswer {
  /** The place of the choice as the question is written, not as it was shown. */
  readonly choice: number;
  /** The share of all other questions that this person had right at first. */
  readonly restShare: number;
  /** Null where nobody measured it. */
  readonly seconds: number | null;
}

export interface ItemKey {
  readonly choices: number;
  readonly key: number;
}

export interface ChoiceStatistics {
  readonly choice: number;
  readonly isKey: boolean;
  readonly share: number;
  /** Null where too few chose it, or nobody else did. */
  readonly pointBiserial: number | null;
}

/** What somebody should look at, the worst first. */
export const ITEM_FLAGS = [
  'key_perhaps_wrong',
  'discrimination_low',
  'drifting',
  'distractor_unused',
] as const;
export type ItemFlag = (typeof ITEM_FLAGS)[number];

/** What is null is not said yet. */
export interface ItemStatistics {
  readonly answers: number;
  readonly facility: number | null;
  readonly discrimination: number | null;
  readonly choices: readonly ChoiceStatistics[] | null;
  readonly medianSeconds: number | null;
  readonly drift: Drift | null;
  readonly flags: readonly ItemFlag[];
}

export interface Drift {
  /** Facility of the later half minus that of the earlier, apart from how good the people were. */
  readonly change: number;
  /** The change in standard errors. */
  readonly z: number;
}

/** Answers below which nothing is said, and limits of the flags. */
export const ITEM_LIMITS = {
  facility: 20,
  medianSeconds: 20,
  choices: 50,
  discrimination: 50,
  drift: 100,
  /** Who chose a choice before its point-biserial is said. */
  chosen: 5,
  unusedShare: 0.05,
  lowDiscrimination: 0.1,
  driftChange: 0.1,
  driftZ: 2.58,
} as const;

/**
 * Classical statistics of one question from first answers (Lord & Novick 1968): facility = share right; discrimination = the
 * correlation of right (0/1) with the share of the *other* questions right, so that the question does not correlate with
 * itself; each choice likewise. A distractor that draws under 5 % does not work
 * (Haladyna & Downing 1993); under .1 a question hardly tells good from weak (Ebel 1972 asks for .2 already).
 */
export function itemStatistics(answers: readonly ItemAnswer[], item: ItemKey): ItemStatistics {
  const said = <Value>(least: number, value: () => Value): Value | null =>
    answers.length >= least ? value() : null;
  const right = answers.map(({ choice }) => (choice === item.key ? 1 : 0));
  const rest = answers.map(({ restShare }) => restShare);
  const known = {
    answers: answers.length,
    facility: said(ITEM_LIMITS.facility, () => meanOf(right)),
    discrimination: said(ITEM_LIMITS.discrimination, () => correlation(right, rest)),
    choices: said(ITEM_LIMITS.choices, () => choicesOf(answers, rest, item)),
    medianSeconds: medianSeconds(answers),
    drift: said(ITEM_LIMITS.drift, () => driftOf(right, rest)),
  };
  return { ...known, flags: flagsOf(known) };
}

function choicesOf(
  answers: readonly ItemAnswer[],
  rest: readonly number[],
  { choices, key }: ItemKey,
): ChoiceStatistics[] {
  return Array.from({ length: choices }, (_, choice) => {
    const chosen = answers.map((answer) => (answer.choice === choice ? 1 : 0));
    const count = chosen.reduce<number>((sum, one) => sum + one, 0);
    return {
      choice,
      isKey: choice === key,
      share: count / answers.length,
      pointBiserial: count < ITEM_LIMITS.chosen ? null : correlation(chosen, rest),
    };
  });
}

function medianSeconds(answers: readonly ItemAnswer[]): number | null {
  const seconds = answers.flatMap((answer) => (answer.seconds === null ? [] : [answer.seconds]));
  return seconds.length < ITEM_LIMITS.medianSeconds ? null : medianOf(seconds);
}

/**
 * (x̄₂ − x̄₁) − β·(r̄₂ − r̄₁) with β the slope of right on the rest (analysis of covariance): a question does not drift only because
 * better people came later. Null when all or none had it right.
 */
function driftOf(right: readonly number[], rest: readonly number[]): Drift | null {
  const half = Math.floor(right.length / 2);
  const r = correlation(right, rest) ?? 0;
  const facility = meanOf(right);
  const spread = facility * (1 - facility);
  if (spread === 0) return null;
  const restMean = meanOf(rest);
  const restSpread = meanOf(rest.map((value) => (value - restMean) ** 2));
  const beta = restSpread === 0 ? 0 : r * Math.sqrt(spread / restSpread);
  const of = (values: readonly number[]) =>
    meanOf(values.slice(half)) - meanOf(values.slice(0, half));
  const change = of(right) - beta * of(rest);
  const variance = spread * (1 - r * r) * (1 / half + 1 / (right.length - half));
  return { change, z: variance === 0 ? 0 : change / Math.sqrt(variance) };
}

type Known = Omit<ItemStatistics, 'flags'>;

function flagsOf({ discrimination, choices, drift }: Known): ItemFlag[] {
  const flags: ItemFlag[] = [];
  if (choices && isKeyDoubtful(choices)) flags.push('key_perhaps_wrong');
  if (choices?.some(({ isKey, share }) => !isKey && share < ITEM_LIMITS.unusedShare))
    flags.push('distractor_unused');
  if (discrimination !== null && discrimination < ITEM_LIMITS.lowDiscrimination)
    flags.push('discrimination_low');
  if (drift && isDrifting(drift)) flags.push('drifting');
  return flags;
}

/** A distractor draws better people than the key does. A key that nobody chose is as doubtful. */
function isKeyDoubtful(choices: readonly ChoiceStatistics[]): boolean {
  const key = choices.find(({ isKey }) => isKey)?.pointBiserial ?? 0;
  return choices.some(
    ({ isKey, pointBiserial }) => !isKey && pointBiserial !== null && pointBiserial > key,
  );
}

function isDrifting({ change, z }: Drift): boolean {
  return Math.abs(change) >= ITEM_LIMITS.driftChange && Math.abs(z) >= ITEM_LIMITS.driftZ;
}
