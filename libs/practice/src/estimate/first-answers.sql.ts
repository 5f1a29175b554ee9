import { isAskable } from '@app/quizzes';

/** SQL: the answer before this one in the same attempt, or its beginning: since when the question was being thought about. */
const BEGUN_AT = `coalesce((SELECT max(b.answered_at) FROM quiz_attempt_questions b WHERE b.attempt_id = t.attempt_id
      AND b.answered_at < t.answered_at), a.started_at) AS begun_at`;

const OF_ATTEMPT = `t.question_id, t.is_correct, t.answered_at, t.answer, t.choice_order, ${BEGUN_AT}`;

/** Only what is over and was answered: what was left open tells of time, not of knowledge. */
const ANSWERED = `JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.answer IS NOT NULL AND t.is_correct IS NOT NULL
    JOIN questions tq ON tq.id = t.question_id`;

/**
 * SQL: what everybody answered when they saw a question for the first time, in practice or in a mock exam that is over: only
 * that tells how able they were. A row has person_id, question_id, is_correct, answered_at, answer with choice_order, and
 * begun_at. Of a question that was withdrawn there is none: it told of our mistake.
 */
export const FIRST_ANSWERS = `(SELECT f.* FROM (
    SELECT p.person_id, p.question_id, p.is_correct, p.answered_at, p.answer, p.choice_order, p.shown_at AS begun_at
    FROM practice_answers p WHERE p.is_first AND p.answered_at IS NOT NULL
    UNION ALL
    (SELECT DISTINCT ON (x.person_id, tq.key) x.person_id, ${OF_ATTEMPT}
    FROM mock_exams x
    JOIN quiz_attempts a ON a.id = x.attempt_id
    ${ANSWERED}
    WHERE x.finished_at IS NOT NULL
    ORDER BY x.person_id, tq.key, t.answered_at)
  ) f WHERE ${isAskable('f.question_id')})`;

/** SQL: the same of course quizzes, from everybody's first try at each. What the exam bank holds is in `FIRST_ANSWERS`. */
export const FIRST_COURSE_ANSWERS = `(SELECT f.* FROM (
    SELECT DISTINCT ON (a.person_id, tq.key) a.person_id, ${OF_ATTEMPT}
    FROM quiz_attempts a
    ${ANSWERED}
    WHERE a.submitted_at IS NOT NULL AND a.attempt_number = 1 AND a.based_on IS NULL AND NOT a.is_private
      AND NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = t.question_id)
    ORDER BY a.person_id, tq.key, t.answered_at
  ) f WHERE ${isAskable('f.question_id')})`;
