import type { Absence } from '@app/organization';
import { fiscalYearOf, localDateOf, type LocalDate, type OfficeCalendar } from '@app/platform';

/**
 * Where a person stands with something they have to learn. Overdue means: still open after the due date held; closed:
 * not done, and by the year-end closing not asked for any more; absent: not done, and not asked for as long as the person
 * is on leave or seconded.
 */
export const LEARNING_STATES = [
  'not_started',
  'in_progress',
  'completed',
  'overdue',
  'exempted',
  'closed',
  'absent',
] as const;
export type LearningState = (typeof LEARNING_STATES)[number];

export interface LearningFacts {
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly exemptedAt: Date | null;
  readonly dueOn: LocalDate | null;
  /** Why nothing is asked of the person today. */
  readonly absence: Absence | null;
}

/** What of a course is done; a course without a quiz has `hasQuiz: false`. */
export interface CourseProgress {
  readonly lessonCount: number;
  readonly completedLessons: number;
  readonly hasQuiz: boolean;
  readonly isQuizPassed: boolean;
}

const QUIZ_KEY_PREFIX = 'enrollment:';

/** The cycle in which learning counts: a yearly course begins anew every fiscal year, others have one cycle, 0. */
export function cycleOf(course: { readonly isYearly: boolean }, fiscalYear: number): number {
  return course.isYearly ? fiscalYear : 0;
}

/**
 * The fiscal year to which something on record belongs: that of its cycle; of a course without years the one for which
 * it was asked, else the one in which it ended.
 */
export function fiscalYearOfRecord(
  { cycle, fiscalYear }: { readonly cycle: number; readonly fiscalYear: number | null },
  endedAt: Date,
): number {
  return cycle === 0 ? (fiscalYear ?? fiscalYearOf(localDateOf(endedAt))) : cycle;
}

/** All lessons read and, where there is a quiz, passed. The order of the two does not matter. */
export function isCourseDone(progress: CourseProgress): boolean {
  if (progress.lessonCount === 0 && !progress.hasQuiz) return false;
  return (
    progress.completedLessons >= progress.lessonCount &&
    (!progress.hasQuiz || progress.isQuizPassed)
  );
}

/**
 * The last due date that is over on `asOf`. A date on an office holiday holds until the next office day, so that is
 * the last office day before: `dueOn <= lastDueDateOver` says "overdue" without asking the calendar for every row.
 */
export function lastDueDateOver(calendar: OfficeCalendar, asOf: LocalDate): LocalDate {
  return calendar.addOfficeDays(asOf, -1);
}

/** The state now of what one person sees; the source of obligations says the same for any day. */
export function learningStateOf(facts: LearningFacts, lastOver: LocalDate): LearningState {
  if (facts.completedAt) return 'completed';
  if (facts.exemptedAt) return 'exempted';
  if (facts.dueOn !== null && facts.absence !== null) return 'absent';
  if (facts.dueOn !== null && facts.dueOn <= lastOver) return 'overdue';
  return facts.startedAt ? 'in_progress' : 'not_started';
}

/** The quiz of one enrollment: last year's pass has another key, so it cannot finish this year's course. */
export function quizKeyOf(enrollmentId: string): string {
  return QUIZ_KEY_PREFIX + enrollmentId;
}

/** The enrollment that a quiz belongs to; null for quizzes that are not a course's (mock exams). */
export function enrollmentIdOfQuiz(quizKey: string): string | null {
  return quizKey.startsWith(QUIZ_KEY_PREFIX) ? quizKey.slice(QUIZ_KEY_PREFIX.length) : null;
}
