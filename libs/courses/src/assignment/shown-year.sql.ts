import { col, type RowFrom, statement } from '@app/platform';
import { fiscalYearOn, isUnfinished } from '../obligation/obligation.sql';

/**
 * The fiscal year in which an assignment is looked at: its own; of one that repeats the running one, and as long as that
 * has no edition the newest one that has: nobody is asked for the running year yet.
 */
export const SHOWN_YEAR = `CASE WHEN a.repeats_yearly THEN greatest(a.fiscal_year, (SELECT coalesce(max(n.fiscal_year), 0)
      FROM course_versions n WHERE n.course_id = a.course_id AND n.fiscal_year <= ${fiscalYearOn(':asOf')})) ELSE a.fiscal_year END`;

/** CTE: the year of each assignment. */
export const SHOWN = `shown AS MATERIALIZED (SELECT a.id, ${SHOWN_YEAR} AS year FROM course_assignments a)`;

/**
 * Of an assignment that repeats also what is still open of years before the one of `shown`, or was exempted in the
 * running one: it is to be found, and the exemption to be taken back, where it was asked for. CASE keeps the planner
 * from expecting next to no rows.
 */
export const shownRows = (r: string): string =>
  `CASE WHEN ${r}.fiscal_year = shown.year THEN true ELSE ${r}.fiscal_year < shown.year AND (${isUnfinished(r)}
      OR (${r}.state = 'exempted' AND ${r}.exempted_on >= make_date(${fiscalYearOn(':asOf')}, 4, 1))) END`;

/** Of the year that is shown, or of an earlier one for which the assignment asked as well. */
export const ASSIGNMENT_CYCLE = statement({
  name: 'courses.assignment-cycle',
  sql: `SELECT a.course_id AS "courseId", CASE WHEN shown.year >= s.since THEN shown.year ELSE 0 END AS cycle
    FROM course_assignments a
    CROSS JOIN LATERAL (SELECT coalesce(:year, ${SHOWN_YEAR}) AS year) shown
    CROSS JOIN LATERAL (SELECT min(v.fiscal_year) AS since FROM course_versions v WHERE v.course_id = a.course_id) s
    WHERE a.id = :assignmentId AND shown.year BETWEEN a.fiscal_year AND ${SHOWN_YEAR}`,
  parameters: { assignmentId: 'uuid', year: 'integer?', asOf: 'date' },
  row: { courseId: col.id<'course'>(), cycle: col.int },
});

export type AssignmentCycle = RowFrom<typeof ASSIGNMENT_CYCLE>;
