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

/** What the assignment that asks says. One pass over a window: joined to themselves, the rows would be compared pair by pair. */
const FIRST = ['assignment_id', 'state', 'due_on', 'fiscal_year'] as const;
const ASKS_NOBODY = 'r.is_settled_before OR gone.id IS NOT NULL';

/**
 * CTEs: `shown` has the fiscal year in which each assignment is looked at, `person` where everybody stands whom one of
 * them reaches. Each obligation stands in the numbers of one assignment, the one that asks. Elsewhere its state and due
 * date are told as well, never others, and `other_…` says which assignment asks. `which`: a condition on `a`.
 */
export const standingSql = (which: string): string => `${reachedSql({
  assignment: which,
  years: 'all',
  leavesOutAbsent: ':leavesOutAbsent',
})}, ${SHOWN}, asked AS (
    SELECT r.*, gone.id IS NOT NULL AS is_withdrawn, ${FIRST.map(
      (column) => `first_value(r.${column}) OVER asking AS asking_${column}`,
    ).join(', ')},
      first_value(${ASKS_NOBODY}) OVER asking AS is_asked_by_none
    FROM ob_reached r
    LEFT JOIN assignment_withdrawals gone ON gone.assignment_id = r.assignment_id
    WINDOW asking AS (PARTITION BY r.person_id, r.course_id, r.cycle ORDER BY ${ASKS_NOBODY}, ${askingFirst('r')})
  ), person AS (
    SELECT r.assignment_id, r.person_id, r.cycle, r.fiscal_year, r.completed_at, r.exemption_reason, r.absence,
      r.fiscal_year < shown.year AS is_earlier,
      CASE WHEN is_other THEN r.asking_state ELSE r.state END AS state, CASE WHEN is_other THEN r.asking_due_on ELSE r.due_on END AS due_on,
      CASE WHEN is_other THEN r.asking_assignment_id END AS other_id, CASE WHEN is_other THEN r.asking_fiscal_year END AS other_year,
      CASE WHEN is_other THEN 'other_assignment' WHEN r.is_settled_before THEN 'settled_before'
        WHEN r.is_withdrawn AND ${isUnfinished('r')} THEN 'withdrawn' ELSE ${leftOutBy('r', 'w')} END AS left_out_by
    FROM asked r
    JOIN shown ON shown.id = r.assignment_id
    JOIN employments w ON w.person_id = r.person_id AND ${inForce('w', ':asOf')}
    CROSS JOIN LATERAL (SELECT NOT r.is_asked_by_none AND r.asking_assignment_id <> r.assignment_id AND r.state <> 'closed' AS is_other) o
    WHERE ${shownRows('r')}
  )`;
