import { Injectable } from '@nestjs/common';
import { col, Conflict, Database, idOf, NotFound, statement } from '@app/platform';
import { KEYS_RULES } from './attempt.rules';
import { AttemptsService } from './attempts.service';

/** Private attempts (mock exams) have a practice of their own. */
const WRONG = statement({
  name: 'quizzes.wrong-questions',
  sql: `SELECT coalesce(a.based_on, a.id) AS "rootId", a.keys,
      ARRAY(SELECT t.question_id FROM quiz_attempt_questions t WHERE t.attempt_id = a.id AND NOT t.is_correct
        ORDER BY t.position) AS "questionIds"
    FROM quiz_attempts a
    WHERE a.id = :attemptId AND a.person_id = :personId AND a.submitted_at IS NOT NULL
      AND (a.based_on IS NOT NULL OR NOT a.is_private)`,
  parameters: { attemptId: 'uuid', personId: 'uuid' },
  row: {
    rootId: col.id<'quiz_attempt'>(),
    keys: col.oneOf(KEYS_RULES),
    questionIds: col.ids<'question'>(),
  },
});

/**
 * The wrong questions of a test once more, for practice: an attempt under a key of its own, so that it neither completes
 * anything nor counts as a try. It tells no more of the key than the test does.
 */
@Injectable()
export class RetriesService {
  constructor(
    private readonly database: Database,
    private readonly attempts: AttemptsService,
  ) {}

  /** The id of the practice; the one that is open when there is one. */
  async start(attemptId: string, personId: string): Promise<string> {
    return this.database.transaction(async () => {
      const test = await this.database.first(WRONG, { attemptId: idOf(attemptId), personId });
      if (!test) throw new NotFound();
      if (test.questionIds.length === 0) throw nothingWrong();
      return this.attempts.startAttempt({
        ...{ personId, draw: null, passRatio: 1, retakes: null, waitMinutes: 0, isPrivate: true },
        quizKey: `retry:${test.rootId}`,
        questionIds: test.questionIds,
        keys: test.keys,
        basedOn: test.rootId,
      });
    });
  }
}

function nothingWrong(): Conflict {
  return new Conflict('quiz.nothing_wrong', 'この回に、間違えた問題はありません。');
}
