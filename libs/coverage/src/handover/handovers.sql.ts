import { personLine } from '@app/organization';
import { HANDOVER_ITEMS } from '@app/appointments';
import { col, dayOf, localDateSchema, statement } from '@app/platform';
import { z } from 'zod';
import { endsBy, startingAbsence } from '../figures/ends-by.sql';
import { ROLE_PARAMETERS, ROLE_SOURCES, ROLE_SOURCES_BELOW } from '../figures/sources.sql';
import { RESPONSIBLE } from '../figures/vacancies.sql';

/** A successor is wanted where somebody left; what becomes of the role is to be talked over where they arrived. */
export const HANDOVER_KINDS = ['successor', 'arrived'] as const;
export type HandoverKind = (typeof HANDOVER_KINDS)[number];

/** Why somebody who had a role is not there any more; a term that simply ended hands nothing over. */
export const HANDOVER_CAUSES = ['transferred', 'leaves_service', 'on_leave', 'seconded'] as const;

/** Who arrived longer ago needs no talk any more. */
const ARRIVED_DAYS = 180;

/**
 * gone: the last who held a role in a unit where nobody holds it now, and left it by a move, for good or for long. It is
 * gone by itself once the role is held again. came: who brought a role along to the unit, until it was talked over and `:daysShown`
 * days later: where it can be taken back it is still seen.
 */
const HANDOVERS = `, gone AS (
  SELECT 'successor' AS kind, pr.top_id, pr.appointment_id, pr.person_id, pr.role, upper(pr.during) AS since, ${endsBy('pr', 'starting')} AS cause
  FROM presence pr
  JOIN role_held ON role_held.top_id = pr.top_id AND role_held.role = pr.role AND NOT role_held.during @> :on
    AND upper(pr.during) = (SELECT max(upper(h)) FROM unnest(role_held.during) h WHERE upper(h) <= :on)
  ${startingAbsence('pr', 'starting')}
), came AS (
  SELECT 'arrived' AS kind, pr.top_id, pr.appointment_id, pr.person_id, pr.role, lower(pr.during) AS since, 'transferred' AS cause
  FROM presence pr
  JOIN postings old ON old.person_id = pr.person_id AND old.kind = 'primary' AND old.valid_to = lower(pr.during)
  WHERE pr.during @> :on AND lower(pr.during) > pr.term_start AND lower(pr.during) > :on - ${String(ARRIVED_DAYS)}
    AND NOT EXISTS (SELECT 1 FROM tree WHERE tree.top_id = pr.top_id AND tree.org_unit_id = old.org_unit_id)
    AND NOT EXISTS (SELECT 1 FROM handover_ticks t WHERE t.appointment_id = pr.appointment_id AND t.org_unit_id = pr.top_id
      AND t.since = lower(pr.during) AND t.item = 'confirmed' AND ${dayOf('t.recorded_at')} <= :on - :daysShown)
), handover AS (
  SELECT * FROM gone WHERE cause IN (${HANDOVER_CAUSES.map((it) => `'${it}'`).join(', ')})
  UNION ALL SELECT * FROM came
), ${RESPONSIBLE}
SELECT h.kind, h.top_id AS "unitId", c.code AS "unitCode", c.name AS "unitName", h.appointment_id AS "appointmentId",
  h.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "nowIn", h.role, h.since,
  :on - h.since AS days, h.cause, responsible.answer AS responsible,
  COALESCE((SELECT json_agg(json_build_object('item', t.item, 'on', ${dayOf('t.recorded_at')}, 'by', COALESCE(by_line.name, '')) ORDER BY t.recorded_at)
    FROM handover_ticks t LEFT JOIN accounts ta ON ta.id = t.recorded_by LEFT JOIN LATERAL ${personLine('ta.person_id', ':on')} by_line ON true
    WHERE t.appointment_id = h.appointment_id AND t.org_unit_id = h.top_id AND t.since = h.since), '[]'::json) AS ticks,
  (count(*) OVER ())::int AS total
FROM handover h
JOIN counting c ON c.id = h.top_id
JOIN LATERAL ${personLine('h.person_id', `LEAST(:on, (SELECT COALESCE(max(e.valid_to) - 1, :on) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= :on))`)} line ON true
LEFT JOIN responsible ON responsible.unit_id = h.top_id
WHERE :personId IS NULL OR h.person_id = :personId
ORDER BY h.since, c.code, h.kind DESC, line.staff_number, h.appointment_id LIMIT :limit OFFSET :offset`;

const responsible = z.object({
  personId: z.string(),
  staffNumber: z.string(),
  name: z.string(),
  postTitle: z.string(),
  isDeputy: z.boolean(),
  isAbove: z.boolean(),
});
const tick = z.object({ item: z.enum(HANDOVER_ITEMS), on: localDateSchema, by: z.string() });

const ROW = {
  kind: col.oneOf(HANDOVER_KINDS),
  unitId: col.id<'org_unit'>(),
  unitCode: col.text,
  unitName: col.text,
  appointmentId: col.id<'appointment'>(),
  personId: col.id<'person'>(),
  staffNumber: col.text,
  name: col.text,
  /** The unit of their primary posting today; null without one. */
  nowIn: col.text.orNull,
  role: col.text,
  /** The first day without them, or with them. */
  since: col.date,
  days: col.int,
  cause: col.oneOf(HANDOVER_CAUSES),
  responsible: col.json(responsible).orNull,
  ticks: col.json(z.array(tick)),
  total: col.int,
};
const PAGE = {
  personId: 'uuid?',
  daysShown: 'integer',
  limit: 'integer',
  offset: 'integer',
} as const;

/** Of the whole city, the oldest first. */
export const ALL_HANDOVERS = statement({
  name: 'coverage.handovers',
  sql: `${ROLE_SOURCES}${HANDOVERS}`,
  parameters: { ...ROLE_PARAMETERS, ...PAGE },
  row: ROW,
});

export const HANDOVERS_BELOW = statement({
  name: 'coverage.handovers-of-units',
  sql: `${ROLE_SOURCES_BELOW}${HANDOVERS}`,
  parameters: { ...ROLE_PARAMETERS, ...PAGE, unitIds: 'uuid[]' },
  row: ROW,
});
