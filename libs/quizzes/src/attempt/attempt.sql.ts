import { col, type RowFrom, statement } from '@app/platform';
import { answerSchema } from '../question/answer';
import { questionBodySchema } from '../question/question-body';
import { TREATMENTS } from '../withdrawal/withdrawal.rules';

/** What the service of attempts reads while it begins, scores and closes them. */

export const OVERDUE_ATTEMPTS = statement({
  name: 'quizzes.overdue-attempts',
  sql: `SELECT id, person_id AS "personId" FROM quiz_attempts WHERE submitted_at IS NULL AND deadline_at <= :now
    ORDER BY deadline_at LIMIT :most`,
  parameters: { now: 'timestamptz', most: 'integer' },
  row: { id: col.id<'quiz_attempt'>(), personId: col.id<'person'>() },
});

export const FINISHED_ATTEMPTS = statement({
  name: 'quizzes.finished-attempts',
  sql: `SELECT count(*)::int AS count, max(submitted_at) AS "lastFinishedAt" FROM quiz_attempts
    WHERE person_id = :personId AND quiz_key = :quizKey AND submitted_at IS NOT NULL`,
  parameters: { personId: 'uuid', quizKey: 'text' },
  row: { count: col.int, lastFinishedAt: col.instant.orNull },
});

export const QUESTION_BODIES = statement({
  name: 'quizzes.question-bodies',
  sql: 'SELECT id, body FROM questions WHERE id = ANY (:ids)',
  parameters: { ids: 'uuid[]' },
  row: { id: col.id<'question'>(), body: col.json(questionBodySchema) },
});

/** Questions with the same choices are a family: of several drawn together each would give the others away. */
export const QUESTION_FAMILIES = statement({
  name: 'quizzes.question-families',
  sql: `SELECT q.id, coalesce((SELECT md5(string_agg(c ->> 'text', E'\\n' ORDER BY c ->> 'text'))
      FROM jsonb_array_elements(q.body -> 'choices') c), q.id::text) AS family
    FROM unnest(:ids) WITH ORDINALITY AS wanted (id, place) JOIN questions q ON q.id = wanted.id ORDER BY wanted.place`,
  parameters: { ids: 'uuid[]' },
  row: { id: col.id<'question'>(), family: col.text },
});

/** The answers of an attempt, locked: a save that comes later waits and then finds them scored. */
export const ANSWERS_TO_SCORE = statement({
  name: 'quizzes.answers-to-score',
  sql: `SELECT t.position, t.answer, t.choice_order AS "choiceOrder", q.body,
      (SELECT w.treatment FROM withdrawn_questions w WHERE w.question_id = t.question_id) AS treatment,
      (SELECT r.body FROM withdrawn_questions w JOIN questions r ON r.id = w.replacement_id WHERE w.question_id = t.question_id) AS replacement
    FROM quiz_attempt_questions t JOIN questions q ON q.id = t.question_id
    WHERE t.attempt_id = :attemptId ORDER BY t.position FOR UPDATE OF t`,
  parameters: { attemptId: 'uuid' },
  row: {
    position: col.int,
    answer: col.json(answerSchema).orNull,
    choiceOrder: col.ints,
    body: col.json(questionBodySchema),
    treatment: col.oneOf(TREATMENTS).orNull,
    replacement: col.json(questionBodySchema).orNull,
  },
});

export type AnswerToScore = RowFrom<typeof ANSWERS_TO_SCORE>;

/**
 * SQL: an answer (jsonb, or null) is one to the question `q` as it is asked in `t`: of its kind, and a choice that stands there.
 * Other kinds are looked at before (`AnswerFaults`).
 */
export function fits(answer: string): string {
  return `(${answer} IS NULL OR q.kind = ${answer} ->> 'kind' AND (q.kind <> 'single'
           OR jsonb_array_length(${answer} -> 'choices') = 1 AND (${answer} #>> '{choices,0}')::int < cardinality(t.choice_order)))`;
}

/** What is saved, beside what was to be saved. */
export const SAVED_ANSWER = statement({
  name: 'quizzes.saved-answer',
  sql: `SELECT t.answer_revision AS revision, t.answer IS NOT DISTINCT FROM :answer AS "isSame",
      t.answered_at AS "answeredAt", ${fits(':answer')} AS fits
    FROM quiz_attempt_questions t JOIN questions q ON q.id = t.question_id
    WHERE t.attempt_id = :attemptId AND t.position = :position`,
  parameters: { attemptId: 'uuid', position: 'integer', answer: 'jsonb?' },
  row: {
    revision: col.int,
    isSame: col.bool,
    answeredAt: col.instant.orNull,
    fits: col.bool,
  },
});
