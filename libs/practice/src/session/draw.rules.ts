import { shuffle } from '@app/quizzes';
import type { LocalDate } from '@app/platform';
import { LEAST_ANSWERS } from '../readiness';
import { examInstant, gainOnExam, type PracticeCard } from '../card/card.rules';

/** How a session chooses its questions. */
export const SESSION_KINDS = ['today', 'chosen', 'wrong', 'marked', 'mixed'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/** A question of the bank as one person knows it. */
export interface Candidate {
  readonly questionId: string;
  readonly questionKey: string;
  readonly field: string;
  readonly middle: number;
  readonly isMarked: boolean;
  /** Null: never answered. */
  readonly card: PracticeCard | null;
}

export interface DrawContext {
  readonly kind: SessionKind;
  readonly now: Date;
  readonly examOn: LocalDate | null;
  /** Questions of this session so far: none comes twice. */
  readonly shown: ReadonlySet<string>;
  /** How many questions of an exam are of each 中分類. */
  readonly blueprint: ReadonlyMap<number, number>;
  /** How many questions of each 分野 the person has answered, in this session or before. */
  readonly answered: ReadonlyMap<string, number>;
  /** The share of right answers by 中分類, where there are any. */
  readonly rates: ReadonlyMap<number, number>;
  readonly seed: number;
}

/** Nothing can be said of readiness before every 分野 has its first answers: these come sooner. */
const FIRST_OF_FIELD = 4;
const TWO_WEEKS_MS = 14 * 86_400_000;

/** The next question of a session; null when there is none left. The same seed gives the same one. */
export function drawNext(all: readonly Candidate[], context: DrawContext): Candidate | null {
  const left = all.filter(({ questionKey }) => !context.shown.has(questionKey));
  const [first] = ORDERS[context.kind](shuffle(left, context.seed), context);
  return first ?? null;
}

type Order = (left: readonly Candidate[], context: DrawContext) => readonly Candidate[];

const ORDERS: Readonly<Record<SessionKind, Order>> = {
  today: (left, context) => [
    ...comingBack(left, context),
    ...unseen(left, context),
    ...oldest(left),
  ],
  chosen: (left) => [...left.filter(({ card }) => card === null), ...oldest(left)],
  wrong: (left) => oldest(left.filter(({ card }) => card !== null && !card.wasCorrect)),
  marked: (left) => {
    const marked = left.filter(({ isMarked }) => isMarked);
    return [...oldest(marked), ...marked.filter(({ card }) => card === null)];
  },
  mixed: (left, context) => byBlueprint(left, context),
};

/** What is due, the longest overdue first; in the last two weeks what gains most by the day of the exam. */
function comingBack(
  left: readonly Candidate[],
  { now, examOn }: DrawContext,
): readonly Candidate[] {
  const seen = left.flatMap((it) => (it.card === null ? [] : [{ it, card: it.card }]));
  const exam = examOn === null ? null : examInstant(examOn);
  if (exam !== null && exam > now && exam.getTime() - now.getTime() <= TWO_WEEKS_MS) {
    const gains = seen
      .map(({ it, card }) => ({ it, gain: gainOnExam(card, now, exam) }))
      .filter(({ gain }) => gain > 0);
    return gains.toSorted((a, b) => b.gain - a.gain).map(({ it }) => it);
  }
  const due = seen.filter(({ card }) => card.dueAt <= now);
  return due
    .toSorted((a, b) => a.card.dueAt.getTime() - b.card.dueAt.getTime())
    .map(({ it }) => it);
}

/** New ones where an exam asks most and least is known; a 中分類 without answers counts as half known. */
function unseen(left: readonly Candidate[], { blueprint, rates, answered }: DrawContext) {
  const fresh = left.filter(({ card }) => card === null);
  const wanted = ({ middle, field }: Candidate) =>
    (blueprint.get(middle) ?? 0) *
    (1 - (rates.get(middle) ?? 0.5)) *
    ((answered.get(field) ?? 0) < LEAST_ANSWERS.perField ? FIRST_OF_FIELD : 1);
  return spread(fresh, wanted);
}

/** As an exam would mix them, whatever was seen before. */
function byBlueprint(left: readonly Candidate[], { blueprint }: DrawContext) {
  return spread(left, ({ middle }) => blueprint.get(middle) ?? 0);
}

/**
 * Weighted draw without replacement by the exponential trick (Efraimidis & Spirakis 2006), with the place in the shuffled
 * list as the chance: the k-th of n has u = (k + ½) / n.
 */
function spread(shuffled: readonly Candidate[], weightOf: (it: Candidate) => number) {
  const keyed = shuffled.map((it, index) => ({
    it,
    key: -Math.log((index + 0.5) / shuffled.length) / Math.max(weightOf(it), 1e-6),
  }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ it }) => it);
}

function oldest(left: readonly Candidate[]): readonly Candidate[] {
  const seen = left.flatMap((it) => (it.card === null ? [] : [{ it, at: it.card.reviewedAt }]));
  return seen.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ it }) => it);
}
