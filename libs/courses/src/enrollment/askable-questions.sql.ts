import { isAskable } from '@app/quizzes';

/** SQL: the questions of an edition with this id that nobody has withdrawn. */
const askable = (
  versionId: string,
): string => `SELECT q.id, q.key FROM course_version_questions c JOIN questions q ON q.id = c.question_id
  WHERE c.course_version_id = ${versionId} AND ${isAskable('q.id')}`;

/**
 * SQL: an array of the questions that the quiz of the edition \`v\` draws from. What the newest edition of the course in its fiscal year has
 * corrected is asked as it stands there, and what it has no longer is not asked; where too little is left of an old edition,
 * the newest one gives its questions.
 */
export function askableQuestions(v: string): string {
  return `(WITH newest AS (${askable(`(SELECT n.id FROM course_versions n WHERE n.course_id = ${v}.course_id AND n.fiscal_year IS NOT DISTINCT FROM ${v}.fiscal_year ORDER BY n.version DESC LIMIT 1)`)}),
      kept AS (SELECT n.id FROM newest n WHERE n.key IN (
        SELECT q.key FROM course_version_questions c JOIN questions q ON q.id = c.question_id WHERE c.course_version_id = ${v}.id))
    SELECT coalesce(array_agg(a.id ORDER BY a.id), '{}') FROM (
      SELECT k.id FROM kept k UNION SELECT n.id FROM newest n WHERE (SELECT count(*) FROM kept) < ${v}.quiz_draw) a)`;
}
