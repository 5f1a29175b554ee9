import { obligationId } from '@app/courses';
import { col, statement } from '@app/platform';

/** CTE: every obligation that a person may have, under its name with either number (of learning it is made of the person too). */
export const LEARNING_OF_BOTH = `learning AS (
      SELECT ${obligationId('old_one')} AS old_id, ${obligationId('new_one')} AS new_id
      FROM courses c CROSS JOIN (SELECT DISTINCT coalesce(v.fiscal_year, 0) AS cycle FROM course_versions v) y
      CROSS JOIN LATERAL (SELECT :personId AS person_id, c.id AS course_id, y.cycle) old_one
      CROSS JOIN LATERAL (SELECT :joinedTo AS person_id, c.id AS course_id, y.cycle) new_one
    )`;

/** The requests of both numbers that stand. */
export const REQUESTS = statement({
  name: 'reminders.requests-to-join',
  sql: `WITH ${LEARNING_OF_BOTH}, named AS (
      SELECT r.id, r.person_id = :joinedTo AS is_kept, r.object_id, coalesce(k.new_id, r.object_id) AS new_object_id, r.asked_on, r.number
      FROM reminder_requests r LEFT JOIN learning k ON k.old_id = r.object_id AND r.person_id = :personId
      WHERE r.person_id IN (:personId, :joinedTo)
    )
    SELECT n.id, n.is_kept AS "isKept", n.object_id AS "objectId", n.new_object_id AS "newObjectId", n.asked_on AS "askedOn", n.number,
      coalesce((SELECT max(h.number) FROM reminder_requests_history h
        WHERE h.person_id = :joinedTo AND h.object_id = n.new_object_id), 0) AS "keptNumber"
    FROM named n ORDER BY n.asked_on, n.id`,
  parameters: { personId: 'uuid', joinedTo: 'uuid' },
  row: {
    id: col.id<'reminder_request'>(),
    isKept: col.bool,
    objectId: col.id(),
    newObjectId: col.id(),
    askedOn: col.date,
    number: col.int,
    keptNumber: col.int,
  },
});
