/**
 * What holds today for the test of the edition `v`: what the newest edition of the same year says, `policy`. Lessons and
 * questions stay those of the edition that was begun; a rule about tries holds for all who try after it was published.
 */
export const TEST_POLICY = `JOIN LATERAL (
  SELECT n.quiz_retakes, n.quiz_wait_minutes, n.quiz_keys, n.quiz_read_seconds FROM course_versions n
  WHERE n.course_id = v.course_id AND n.fiscal_year IS NOT DISTINCT FROM v.fiscal_year
  ORDER BY n.version DESC LIMIT 1) policy ON true`;
