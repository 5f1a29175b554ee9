/** The promises of the city's plan that a course serves: each has a figure of its own, whatever the course is called. */
export const COURSE_PROMISES = ['information_security', 'ai_use'] as const;
export type CoursePromise = (typeof COURSE_PROMISES)[number];

/**
 * SQL: a common table expression `course_promise (course_id, promise)`. The newest edition speaks for the whole course, so
 * that a promise that is added later tells of the years before as well.
 */
export const COURSE_PROMISE_SQL = `course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
)`;
