/**
 * SQL: what everybody answered when they saw a question for the first time, in practice or in a mock exam that is over: only
 * that tells how able they were. A row has person_id, question_id, is_correct and answered_at. What a mock left unanswered is
 * none: it tells of time, not of knowledge.
 */
export const FIRST_ANSWERS = `(
    SELECT p.person_id, p.question_id, p.is_correct, p.answered_at
    FROM practice_answers p WHERE p.is_first AND p.answered_at IS NOT NULL
    UNION ALL
    (SELECT DISTINCT ON (x.person_id, tq.key) x.person_id, t.question_id, t.is_correct, t.answered_at
    FROM mock_exams x
    JOIN quiz_attempt_questions t ON t.attempt_id = x.attempt_id AND t.answered_at IS NOT NULL AND t.is_correct IS NOT NULL
    JOIN questions tq ON tq.id = t.question_id
    WHERE x.finished_at IS NOT NULL
    ORDER BY x.person_id, tq.key, t.answered_at)
  )`;
