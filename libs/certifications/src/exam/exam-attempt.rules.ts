import { addMonths, isLocalDate, type LocalDate } from '@app/platform';

export const ATTEMPT_STATES = ['booked', 'provisional_pass', 'failed', 'cancelled'] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];
export type AttemptOutcome = Exclude<AttemptState, 'booked'>;

export const ATTEMPT_OUTCOMES = ['provisional_pass', 'failed', 'cancelled'] as const;

/** Exams can be booked some months ahead; a day further off is a slip of the keyboard. */
const LATEST_MONTHS = 12;

/** A result may be corrected, since the first one is only what the screen said; what was cancelled is booked anew. */
const NEXT: Readonly<Record<AttemptState, readonly AttemptOutcome[]>> = {
  booked: ['provisional_pass', 'failed', 'cancelled'],
  provisional_pass: ['failed'],
  failed: ['provisional_pass'],
  cancelled: [],
};

/** What is wrong with the day of a new booking, or null. */
export function bookingProblem(examOn: string, today: LocalDate): string | null {
  if (!isLocalDate(examOn)) return '受験日を日付で入力してください。';
  if (examOn < today) return '受験日が過ぎています。合格したときは、資格の報告をしてください。';
  if (examOn > addMonths(today, LATEST_MONTHS)) return '受験日は1年以内の日を入力してください。';
  return null;
}

/** The day of an exam changes only while it is booked. */
export function dayMayChange({ state }: { readonly state: AttemptState }): boolean {
  return state === 'booked';
}

/** What is wrong with another day for a booked exam, or null: the rules of a booking, and it is another day. */
export function changeProblem(
  attempt: { readonly examOn: LocalDate },
  examOn: string,
  today: LocalDate,
): string | null {
  if (examOn === attempt.examOn) return 'いまの受験日と同じです。新しい受験日を入力してください。';
  return bookingProblem(examOn, today);
}

/** What may be reported about an attempt today; a result only from the day of the exam on. */
export function possibleOutcomes(
  attempt: { readonly state: AttemptState; readonly examOn: LocalDate },
  today: LocalDate,
): readonly AttemptOutcome[] {
  const isOver = attempt.examOn <= today;
  return NEXT[attempt.state].filter((outcome) => isOver || outcome === 'cancelled');
}
