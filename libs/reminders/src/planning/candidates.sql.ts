import { courseLink, isOpen, obligationsSql, obligationTitle, onDayOf } from '@app/courses';
import { detailsOn, inForce } from '@app/organization';
import { TERM_NOTICE_DAYS } from './reminder.rules';

/**
 * What the rules would remind whom of on the days $1, before the ledger says what was already done. Two statements
 * with the same columns, so that planning inserts them, the preview pages them and delivery checks them.
 * $1 office days · $2 one recipient, or null for everybody · $3 windows of due dates, or
 * vacant units and today: names are those of today, also in what is planned for a later day.
 */

/** Employed, at work here, and not suspended. Nobody else is reminded of anything. */
const PRESENT = `day AS (
  SELECT unnest($1::date[]) AS day
), present AS (
  SELECT day.day, em.person_id
  FROM day JOIN employments em ON ${inForce('em', 'day.day')}
  WHERE ($2::uuid IS NULL OR em.person_id = $2)
    AND NOT EXISTS (SELECT 1 FROM employment_statuses s WHERE s.person_id = em.person_id AND ${inForce('s', 'day.day')})
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = em.person_id AND a.suspended_at IS NOT NULL)
)`;

/** SQL: the leader's appointment `r` was neither ended nor followed by another. */
export const RUNNING_OUT = `r.role = 'leader' AND r.valid_to > r.term_end
  AND NOT EXISTS (SELECT 1 FROM role_appointments n
                  WHERE n.person_id = r.person_id AND n.role = r.role AND n.term_start > r.term_end)`;

/**
 * Everything that is open on each day, of this fiscal year and of those before: the source of `courses`, so that nobody
 * is reminded of anything that the home page does not show.
 */
const OPEN_LEARNING = `open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ${obligationsSql({
      person: (personId) => `($2::uuid IS NULL OR ${personId} = $2)`,
      day: onDayOf('day.day'),
    })}
    SELECT obligation.* FROM obligation WHERE ${isOpen('obligation')}
  ) o
)`;

/** Learning that is open. */
export const LEARNING_CANDIDATES = `
  WITH ${PRESENT}, ${OPEN_LEARNING}, slot AS (
    SELECT * FROM jsonb_to_recordset($3::jsonb)
      AS w(day date, kind text, lead integer, "dueAfter" date, "dueUntil" date, reason text)
  )
  SELECT slot.day, o.person_id AS recipient_person_id, slot.kind, o.id AS object_id, o.due_on, slot.lead,
    ${obligationTitle('v.title', 'o')} AS text, slot.reason, ${courseLink('c.key', 'o.cycle')} AS link
  FROM slot
  JOIN open_learning o ON o.day = slot.day AND o.due_on > slot."dueAfter" AND o.due_on <= slot."dueUntil"
  JOIN present p ON p.day = slot.day AND p.person_id = o.person_id
  JOIN courses c ON c.id = o.course_id
  JOIN course_versions v ON v.id = o.edition_id`;

/** The oldest due date of what is open on the day $1, of the person $2 or of everybody: reminders reach back to it. */
export const OLDEST_DUE = `
  WITH RECURSIVE ${obligationsSql({
    person: (personId) => `($2::uuid IS NULL OR ${personId} = $2)`,
    day: onDayOf('$1::date'),
  })}
  SELECT min(due_on) AS due_on FROM obligation WHERE ${isOpen('obligation')}`;

/**
 * Units without a leader (once a month) and leaders' terms that end soon. The head is the present holder of the
 * highest managerial post in the unit or, when there is none, in the nearest unit above; a leader's unit is the one of
 * the primary posting, so that a former head hears nothing of somebody who was transferred.
 */
export const UNIT_CANDIDATES = `
  WITH RECURSIVE ${PRESENT}, vacant AS (
    SELECT * FROM jsonb_to_recordset($3::jsonb -> 'vacant') AS v(day date, "unitId" uuid, name text)
  ), ending AS (
    SELECT day.day, r.id, r.person_id, r.term_end, po.org_unit_id
    FROM day
    JOIN role_appointments r ON ${RUNNING_OUT}
      AND r.term_start <= day.day AND r.term_end >= day.day AND r.term_end - ${String(TERM_NOTICE_DAYS)} <= day.day
    JOIN employments em ON em.person_id = r.person_id AND ${inForce('em', 'day.day')}
    LEFT JOIN postings po ON po.person_id = r.person_id AND po.kind = 'primary' AND ${inForce('po', 'day.day')}
  ), wanted AS (
    SELECT day, "unitId" AS unit_id FROM vacant
    UNION
    SELECT day, org_unit_id FROM ending WHERE org_unit_id IS NOT NULL
  ), ladder AS (
    SELECT day, unit_id, unit_id AS org_unit_id, 0 AS height FROM wanted
    UNION ALL
    SELECT l.day, l.unit_id, u.parent_org_unit_id, l.height + 1
    FROM ladder l
    JOIN org_unit_periods u ON u.org_unit_id = l.org_unit_id AND ${inForce('u', 'l.day')}
    WHERE u.parent_org_unit_id IS NOT NULL AND l.height < 10
  ), managing AS (
    SELECT l.day, l.unit_id, l.height, po.person_id, t.sort_order
    FROM ladder l
    JOIN postings po ON po.org_unit_id = l.org_unit_id AND po.is_managerial AND ${inForce('po', 'l.day')}
    JOIN employments em ON em.person_id = po.person_id AND ${inForce('em', 'l.day')}
    LEFT JOIN post_titles t ON t.title = po.post_title
    WHERE NOT EXISTS (SELECT 1 FROM employment_statuses s WHERE s.person_id = po.person_id AND ${inForce('s', 'l.day')})
      AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = po.person_id AND a.suspended_at IS NOT NULL)
  ), head AS (
    SELECT DISTINCT ON (day, unit_id) day, unit_id, person_id
    FROM managing ORDER BY day, unit_id, height, sort_order NULLS LAST, person_id
  ), office AS (
    SELECT DISTINCT p.day, a.person_id
    FROM present p
    JOIN accounts a ON a.person_id = p.person_id
    JOIN account_roles r ON r.account_id = a.id AND r.role = 'program_office' AND ${inForce('r', 'p.day')}
  ), concerned AS (
    SELECT 'unit_without_leader' AS kind, v.day, h.person_id, v."unitId" AS object_id, v.name AS text,
      date_trunc('month', v.day::timestamp)::date AS due_on, 0 AS lead, '/team' AS link, 1 AS rank
    FROM vacant v JOIN head h ON h.day = v.day AND h.unit_id = v."unitId"
    UNION ALL
    SELECT 'unit_without_leader', v.day, o.person_id, v."unitId", v.name,
      date_trunc('month', v.day::timestamp)::date, 0, '/coverage', 2
    FROM vacant v JOIN office o ON o.day = v.day
    UNION ALL
    SELECT 'term_ending', e.day, to_whom.person_id, e.id, p.name || COALESCE('(' || u.name || ')', ''), e.term_end,
      ${String(TERM_NOTICE_DAYS)}, to_whom.link, to_whom.rank
    FROM ending e
    JOIN ${detailsOn('p', 'e.person_id', "($3::jsonb ->> 'today')::date")}
    LEFT JOIN org_unit_periods u ON u.org_unit_id = e.org_unit_id AND ${inForce('u', 'e.day')}
    CROSS JOIN LATERAL (
      SELECT e.person_id, '/' AS link, 1 AS rank
      UNION ALL
      SELECT h.person_id, '/team', 2 FROM head h WHERE h.day = e.day AND h.unit_id = e.org_unit_id
      UNION ALL
      SELECT o.person_id, '/appointments', 3 FROM office o WHERE o.day = e.day
    ) to_whom
  )
  SELECT DISTINCT ON (c.day, c.person_id, c.kind, c.object_id, c.due_on) c.day, c.person_id AS recipient_person_id,
    c.kind, c.object_id, c.due_on, c.lead, c.text,
    CASE WHEN c.kind = 'term_ending' AND c.due_on - c.lead = c.day THEN '任期満了の${String(TERM_NOTICE_DAYS)}日前'
         WHEN c.kind = 'term_ending' THEN '任期満了まで${String(TERM_NOTICE_DAYS)}日以内'
         ELSE '空白が続いています(月に1回)' END AS reason, c.link
  FROM concerned c
  JOIN present p ON p.day = c.day AND p.person_id = c.person_id
  ORDER BY c.day, c.person_id, c.kind, c.object_id, c.due_on, c.rank`;
