import type { CoursePageRow } from '@app/courses';
import { mayStart } from '@app/quizzes';

/** How the test of a course stands by now; a result of before says nothing of what came after it. */
export interface TestStanding {
  readonly isPassed: boolean;
  readonly isOutOfTries: boolean;
  readonly lastAttemptAt: Date | null;
  readonly completedAt: Date | null;
}

export function standingOf(row: CoursePageRow, now: Date): TestStanding {
  const { finishedAttempts, lastAttemptAt, quizRetakes, completedAt } = row;
  const verdict = mayStart(
    { finishedCount: finishedAttempts, lastFinishedAt: lastAttemptAt },
    { retakes: quizRetakes, waitMinutes: row.quizWaitMinutes },
    now,
  );
  const isOutOfTries = !verdict.may && verdict.reason === 'no_retakes_left';
  return { isPassed: row.isQuizPassed, isOutOfTries, lastAttemptAt, completedAt };
}
