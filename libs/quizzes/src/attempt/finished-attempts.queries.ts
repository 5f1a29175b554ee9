import { Injectable } from '@nestjs/common';
import { col, Database, type RowFrom, statement } from '@app/platform';

const FINISHED = statement({
  name: 'quizzes.finished',
  sql: `SELECT a.id AS "attemptId", a.attempt_number AS "attemptNumber", a.started_at AS "startedAt",
      a.submitted_at AS "submittedAt", a.correct_count AS "correctCount", a.question_count AS "questionCount", a.passed
    FROM quiz_attempts a WHERE a.person_id = :personId AND a.quiz_key = :quizKey AND a.submitted_at IS NOT NULL
    ORDER BY a.submitted_at DESC, a.attempt_number DESC`,
  parameters: { personId: 'uuid', quizKey: 'text' },
  row: {
    attemptId: col.id<'quiz_attempt'>(),
    attemptNumber: col.int,
    startedAt: col.instant,
    submittedAt: col.instant,
    correctCount: col.int,
    questionCount: col.int,
    passed: col.bool,
  },
});

/** One finished attempt among those at a quiz. */
export type FinishedAttemptRow = RowFrom<typeof FINISHED>;

/** What somebody has handed in, test by test. */
@Injectable()
export class FinishedAttemptQueries {
  constructor(private readonly database: Database) {}

  /** What the person has handed in at this quiz, newest first; practice with its wrong questions is not among it. */
  async listFinished(personId: string, quizKey: string): Promise<readonly FinishedAttemptRow[]> {
    return this.database.all(FINISHED, { personId, quizKey });
  }
}
