/** The newest published version of the course `c`, for a LATERAL join. */
export const CURRENT_VERSION_SQL = `
  SELECT newest.id, newest.fiscal_year FROM course_versions newest
  WHERE newest.course_id = c.id ORDER BY newest.version DESC LIMIT 1`;

/** Whoever has begun (enrollment `e`) stays with their version; everybody else sees the newest one (`current`). */
export const SHOWN_VERSION_SQL = `CASE WHEN e.started_at IS NULL AND e.completed_at IS NULL THEN current.id
  ELSE e.course_version_id END`;

/** quizKeyOf in SQL, for the enrollment `e`. */
export const QUIZ_KEY_SQL = `'enrollment:' || e.id::text`;
