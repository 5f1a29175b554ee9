import { col, statement } from '@app/platform';
import { answerSchema } from '../question/answer';
import { questionBodySchema } from '../question/question-body';
import { TREATMENTS } from '../withdrawal/withdrawal.rules';

/**
 * Wrong answers to a withdrawn question in what is handed in: what may become right. In the order of the attempts. What was
 * asked once more (`based_on`) counts for nothing and stays as it is.
 */
export const ANSWERS_TO_RESCORE = statement({
  name: 'quizzes.answers-to-rescore',
  sql: `SELECT a.id AS "attemptId", a.person_id AS "personId", a.quiz_key AS "quizKey", a.question_count AS "questionCount",
      a.pass_ratio::float8 AS "passRatio", a.correct_count AS "correctCount", a.passed, a.is_private AS "isPrivate",
      t.position, t.answer, t.choice_order AS "choiceOrder", q.body, w.treatment, r.body AS replacement
    FROM withdrawn_questions w
    JOIN questions q ON q.id = w.question_id
    LEFT JOIN questions r ON r.id = w.replacement_id
    JOIN quiz_attempt_questions t ON t.question_id = w.question_id AND t.is_correct = false
    JOIN quiz_attempts a ON a.id = t.attempt_id AND a.based_on IS NULL
    WHERE w.withdrawal_id = :withdrawalId ORDER BY a.id, t.position`,
  parameters: { withdrawalId: 'uuid' },
  row: {
    attemptId: col.id<'quiz_attempt'>(),
    personId: col.id<'person'>(),
    quizKey: col.text,
    questionCount: col.int,
    passRatio: col.float,
    correctCount: col.int.orNull,
    passed: col.bool.orNull,
    isPrivate: col.bool,
    position: col.int,
    answer: col.json(answerSchema).orNull,
    choiceOrder: col.ints,
    body: col.json(questionBodySchema),
    treatment: col.oneOf(TREATMENTS),
    replacement: col.json(questionBodySchema).orNull,
  },
});

/** The attempt as it stands once nobody else can change it. */
export const ATTEMPT_TO_RESCORE = statement({
  name: 'quizzes.attempt-to-rescore',
  sql: `SELECT a.person_id AS "personId", a.correct_count AS "correctCount", a.passed, t.is_correct AS "isCorrect"
    FROM quiz_attempts a JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.position = :position
    WHERE a.id = :attemptId`,
  parameters: { attemptId: 'uuid', position: 'integer' },
  row: {
    personId: col.id<'person'>(),
    correctCount: col.int.orNull,
    passed: col.bool.orNull,
    isCorrect: col.bool.orNull,
  },
});

/** A statement of its own: what is read together with a lock is what was there before it had to wait. */
export const LOCK_ATTEMPT = statement({
  name: 'quizzes.lock-attempt',
  sql: 'SELECT a.id FROM quiz_attempts a WHERE a.id = :attemptId FOR UPDATE',
  parameters: { attemptId: 'uuid' },
  row: { id: col.id<'quiz_attempt'>() },
});

export const LOCK_WITHDRAWAL = statement({
  name: 'quizzes.lock-withdrawal',
  sql: 'SELECT h.id FROM question_withdrawals_history h WHERE h.id = :withdrawalId AND h.superseded_at IS NULL FOR UPDATE',
  parameters: { withdrawalId: 'uuid' },
  row: { id: col.id<'question_withdrawal'>() },
});

export const OPEN_RESCORINGS = statement({
  name: 'quizzes.open-rescorings',
  sql: `SELECT r.id, r.withdrawal_id AS "withdrawalId" FROM question_rescorings r WHERE r.done_at IS NULL
    ORDER BY r.ordered_at, r.id`,
  parameters: {},
  row: { id: col.id<'question_rescoring'>(), withdrawalId: col.id<'question_withdrawal'>() },
});

export const ORDER = `
  INSERT INTO question_rescorings (id, withdrawal_id, reason, ordered_at, ordered_by) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING`;
export const DONE = 'UPDATE question_rescorings SET done_at = $2 WHERE id = $1 AND done_at IS NULL';

export const KEEP_BEFORE = `
  INSERT INTO attempt_rescorings (rescoring_id, attempt_id, position, correct_before, passed_before, correct_after, passed_after,
    rescored_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
export const ANSWER_IS_RIGHT =
  'UPDATE quiz_attempt_questions SET is_correct = true WHERE attempt_id = $1 AND position = $2';
export const NEW_RESULT = 'UPDATE quiz_attempts SET correct_count = $2, passed = $3 WHERE id = $1';
