import { inForce } from '@app/organization';
import { LEFT_OUT_REASONS, leftOutBy } from '../enrollment/counted-staff.sql';
import { askingFirst, isUnfinished, reachedSql } from '../obligation/obligation.sql';
import { SHOWN, shownRows } from './shown-year.sql';

/**
 * Why somebody whom an assignment reaches is in none of its numbers: another one asks the same of them; they had learnt
 * it, or were let off, before its fiscal year began; it is withdrawn; or the city's figures do not count them.
 */
export const NOT_COUNTED_BY = [
  'other_assignment',
  'settled_before',
  'withdrawn',
  ...LEFT_OUT_REASONS,
] as const;

/**
 * CTEs: `shown` has the fiscal year in which each assignment is looked at, `person` where everybody stands whom one of
 * them reaches. Each obligation stands in the numbers of one assignment, the one that asks. Elsewhere its state and due
 * date are told as well, never others, and `other_…` says which assignment asks. `which`: a condition on `a`.
 */
export const standingSql = (which: string): string => `${reachedSql({
  assignment: which,
  years: 'all',
  leavesOutAbsent: ':leavesOutAbsent',
})}, ${SHOWN}, asking AS (
    SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) r.*
    FROM ob_reached r
    WHERE NOT r.is_settled_before AND NOT EXISTS (SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = r.assignment_id)
    ORDER BY r.person_id, r.course_id, r.cycle, ${askingFirst('r')}
  ), person AS (
    SELECT r.assignment_id, r.person_id, r.cycle, r.fiscal_year, r.completed_at, r.exemption_reason, r.absence,
      r.fiscal_year < shown.year AS is_earlier, coalesce(other.state, r.state) AS state, coalesce(other.due_on, r.due_on) AS due_on,
      other.assignment_id AS other_id, other.fiscal_year AS other_year,
      CASE WHEN other.assignment_id IS NOT NULL THEN 'other_assignment' WHEN r.is_settled_before THEN 'settled_before'
        WHEN gone.id IS NOT NULL AND ${isUnfinished('r')} THEN 'withdrawn' ELSE ${leftOutBy('r', 'w')} END AS left_out_by
    FROM ob_reached r
    JOIN shown ON shown.id = r.assignment_id
    JOIN employments w ON w.person_id = r.person_id AND ${inForce('w', ':asOf')}
    LEFT JOIN assignment_withdrawals gone ON gone.assignment_id = r.assignment_id
    LEFT JOIN asking other ON other.person_id = r.person_id AND other.course_id = r.course_id AND other.cycle = r.cycle
      AND other.assignment_id <> r.assignment_id AND r.state <> 'closed'
    WHERE ${shownRows('r')}
  )`;
