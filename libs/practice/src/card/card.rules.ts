import { type Card, createEmptyCard, fsrs, Rating } from 'ts-fsrs';
import type { LocalDate } from '@app/platform';

/** When a question should come back, as the scheduler keeps it. */
export interface PracticeCard {
  readonly dueAt: Date;
  /** Days until the chance of knowing it has fallen to 90 %. */
  readonly stability: number;
  readonly difficulty: number;
  readonly state: number;
  readonly steps: number;
  readonly repetitions: number;
  readonly lapses: number;
  readonly reviewedAt: Date;
  readonly wasCorrect: boolean;
}

/**
 * FSRS-6 with its published weights (Ye 2022–2025), right or wrong only. No steps within a day: ten minutes a day is the
 * habit, and what was wrong can be practised again at once by choice. No chance in it: the same answers give the same day.
 */
const SCHEDULER = fsrs({ request_retention: 0.9, enable_fuzz: false, enable_short_term: false });

const DAY_MS = 86_400_000;
/** What is learned for an exam is seen once more two days before it at the latest. */
const DAYS_BEFORE_EXAM = 2;

export interface Review {
  readonly isCorrect: boolean;
  readonly at: Date;
  /** The day of the booked exam, if it is ahead. */
  readonly examOn: LocalDate | null;
}

/** The card after an answer; `previous` null: the first one. */
export function reviewCard(previous: PracticeCard | null, review: Review): PracticeCard {
  const { card } = SCHEDULER.next(cardOf(previous, review.at), review.at, ratingOf(review));
  return { ...keptOf(card, review), dueAt: notAfterExam(card.due, review) };
}

/** From 0 to 1: how likely the person still knows it at that instant. */
export function recallAt(card: PracticeCard, at: Date): number {
  return SCHEDULER.get_retrievability(cardOf(card, at), at, false);
}

/**
 * By how much a look today raises the chance of knowing it on the day of the exam: what is at its best two weeks before it,
 * when coming back in time no longer helps (Lindsey 2014).
 */
export function gainOnExam(card: PracticeCard, now: Date, exam: Date): number {
  const known = recallAt(card, now);
  const after = (isCorrect: boolean) =>
    recallAt(reviewCard(card, { isCorrect, at: now, examOn: null }), exam);
  return known * after(true) + (1 - known) * after(false) - recallAt(card, exam);
}

export function examInstant(examOn: LocalDate): Date {
  return new Date(`${examOn}T09:00:00+09:00`);
}

function ratingOf({ isCorrect }: Pick<Review, 'isCorrect'>): Rating.Good | Rating.Again {
  return isCorrect ? Rating.Good : Rating.Again;
}

function notAfterExam(due: Date, { at, examOn }: Review): Date {
  if (examOn === null) return due;
  const last = new Date(examInstant(examOn).getTime() - DAYS_BEFORE_EXAM * DAY_MS);
  const tomorrow = new Date(at.getTime() + DAY_MS);
  if (due <= last) return due;
  return last > tomorrow ? last : tomorrow;
}

function cardOf(kept: PracticeCard | null, now: Date): Card {
  if (kept === null) return createEmptyCard(now);
  return {
    ...createEmptyCard(now),
    due: kept.dueAt,
    stability: kept.stability,
    difficulty: kept.difficulty,
    learning_steps: kept.steps,
    reps: kept.repetitions,
    lapses: kept.lapses,
    state: kept.state,
    last_review: kept.reviewedAt,
  };
}

function keptOf(card: Card, { at, isCorrect }: Review): Omit<PracticeCard, 'dueAt'> {
  return {
    stability: card.stability,
    difficulty: card.difficulty,
    state: card.state,
    steps: card.learning_steps,
    repetitions: card.reps,
    lapses: card.lapses,
    reviewedAt: at,
    wasCorrect: isCorrect,
  };
}
