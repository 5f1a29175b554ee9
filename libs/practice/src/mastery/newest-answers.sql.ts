/**
 * SQL: what a person answered last to each question, practised or asked in a mock exam that is over: question_key, was_correct.
 * A text that was replaced counts by its key; a question that was passed over has no answer.
 */
export function newestAnswersOf(personId: string): string {
  return `(
    SELECT DISTINCT ON (n.question_key) n.question_key, n.was_correct FROM (
      SELECT k.question_key, k.was_correct, k.reviewed_at AS answered_at FROM practice_cards k WHERE k.person_id = ${personId}
      UNION ALL
      SELECT tq.key, t.is_correct, t.answered_at
      FROM mock_exams x
      JOIN quiz_attempt_questions t ON t.attempt_id = x.attempt_id AND t.answer IS NOT NULL AND t.is_correct IS NOT NULL
      JOIN questions tq ON tq.id = t.question_id
      WHERE x.person_id = ${personId} AND x.finished_at IS NOT NULL
    ) n
    ORDER BY n.question_key, n.answered_at DESC
  )`;
}
