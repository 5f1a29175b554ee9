import { inForce } from '@app/organization';
import { dayOf } from '@app/platform';

interface Moved {
  readonly table: string;
  /** The rows that a join moved away from the person given up, and what of them says something about the day. */
  readonly rows: string;
}

/** A row of history that was the given-up person's, by its id. */
const history = (table: string, key: 'id' | 'row_id', told: string): Moved => ({
  table,
  rows: `SELECT 1 FROM ${table}_history h WHERE h.${key} = r.old_row_id AND h.person_id = j.person_id AND ${told}`,
});

const MOVED: readonly Moved[] = [
  history('employments', 'id', inForce('h', ':on')),
  history('role_appointments', 'row_id', inForce('h', ':on')),
  history('certification_records', 'row_id', 'h.reported_at < :onEnd'),
  history('exam_attempts', 'row_id', 'h.recorded_at < :onEnd'),
  history('exemptions', 'id', inForce('h', ':on')),
  {
    table: 'enrollments',
    rows: `SELECT 1 FROM enrollments e WHERE e.id = r.old_row_id AND r.was ->> 'person_id' = j.person_id::text
      AND e.completed_at < :onEnd`,
  },
];

/** The join gave the one who is kept something that is counted on the day. */
const CHANGES_THE_DAY = `EXISTS (SELECT 1 FROM person_join_rows r WHERE r.join_id = j.id AND (${MOVED.map(
  ({ table, rows }) => `(r.table_name = '${table}' AND EXISTS (${rows}))`,
).join('\n      OR ')}))`;

/**
 * 後から登録: of whom numbers were joined, or told apart again, after the day :on in a way that changes who is counted on
 * it, and when. Of a join that is undone by now only the undoing matters, and only where the join was known on the day.
 */
export const LATE_JOINS = `late_join AS (
  SELECT person_id, max(joined_on) AS joined_on, max(separated_on) AS separated_on FROM (
    SELECT j.joined_to AS person_id, ${dayOf('j.recorded_at')} AS joined_on, NULL::date AS separated_on
    FROM person_joins j WHERE j.recorded_at >= :onEnd AND ${CHANGES_THE_DAY}
    UNION ALL
    SELECT part.person_id, NULL, ${dayOf('s.separated_at')}
    FROM person_separations s JOIN person_joins_history j ON j.id = s.join_id
    CROSS JOIN LATERAL (VALUES (j.person_id), (j.joined_to)) part (person_id)
    WHERE s.separated_at >= :onEnd AND j.recorded_at < :onEnd AND ${CHANGES_THE_DAY}
    UNION ALL
    SELECT part.person_id, NULL, ${dayOf('p.parted_at')}
    FROM import_number_partings p JOIN import_batches b ON b.id = p.batch_id
    CROSS JOIN LATERAL (VALUES (p.kept_person_id), (p.new_person_id)) part (person_id)
    WHERE p.parted_at >= :onEnd AND b.applied_at < :onEnd AND b.effective_on <= :on
  ) late GROUP BY person_id
)`;
