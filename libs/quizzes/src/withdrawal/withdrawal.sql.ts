import { col, statement } from '@app/platform';
import { questionBodySchema } from '../question/question-body';
import { TREATMENTS } from './withdrawal.rules';

/** SQL: the text of a question, `questionId` being its id, may be asked: nobody has withdrawn it. */
export function isAskable(questionId: string): string {
  return `NOT EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = ${questionId})`;
}

/** All texts that a question has had, the newest first. */
export const TEXTS_OF_QUESTION = statement({
  name: 'quizzes.texts-of-question',
  sql: `SELECT q.id, q.key, q.body, q.created_at AS "createdAt", w.withdrawal_id AS "withdrawalId", w.treatment, w.reason,
      w.withdrawn_on AS "withdrawnOn", w.replacement_id AS "replacementId", h.question_id AS "withdrawnId"
    FROM questions asked JOIN questions q ON q.key = asked.key
    LEFT JOIN withdrawn_questions w ON w.question_id = q.id
    LEFT JOIN question_withdrawals h ON h.id = w.withdrawal_id
    WHERE asked.id = :questionId ORDER BY q.created_at DESC, q.id`,
  parameters: { questionId: 'uuid' },
  row: {
    id: col.id<'question'>(),
    key: col.text,
    body: col.json(questionBodySchema),
    createdAt: col.instant,
    withdrawalId: col.id<'question_withdrawal'>().orNull,
    treatment: col.oneOf(TREATMENTS).orNull,
    reason: col.text.orNull,
    withdrawnOn: col.date.orNull,
    replacementId: col.id<'question'>().orNull,
    /** The text that was withdrawn, which may be an older one with the same words. */
    withdrawnId: col.id<'question'>().orNull,
  },
});

/** What was done about any text of the question, taken back or not; the newest first. */
export const WITHDRAWALS_OF_QUESTION = statement({
  name: 'quizzes.withdrawals-of-question',
  sql: `SELECT h.id, h.question_id AS "questionId", h.treatment, h.reason, h.withdrawn_on AS "withdrawnOn",
      h.superseded_at AS "takenBackAt"
    FROM questions asked JOIN questions q ON q.key = asked.key
    JOIN question_withdrawals_history h ON h.question_id = q.id
    WHERE asked.id = :questionId ORDER BY h.recorded_at DESC, h.id`,
  parameters: { questionId: 'uuid' },
  row: {
    id: col.id<'question_withdrawal'>(),
    questionId: col.id<'question'>(),
    treatment: col.oneOf(TREATMENTS),
    reason: col.text,
    withdrawnOn: col.date,
    takenBackAt: col.instant.orNull,
  },
});

export const RESCORINGS_OF_WITHDRAWAL = statement({
  name: 'quizzes.rescorings-of-withdrawal',
  sql: `SELECT r.id, r.reason, r.ordered_at AS "orderedAt", r.done_at AS "doneAt",
      (SELECT count(DISTINCT a.person_id)::int FROM attempt_rescorings t JOIN quiz_attempts a ON a.id = t.attempt_id
       WHERE t.rescoring_id = r.id) AS people
    FROM question_rescorings r WHERE r.withdrawal_id = :withdrawalId ORDER BY r.ordered_at DESC, r.id`,
  parameters: { withdrawalId: 'uuid' },
  row: {
    id: col.id<'question_rescoring'>(),
    reason: col.text,
    orderedAt: col.instant,
    doneAt: col.instant.orNull,
    people: col.int,
  },
});
