import {
  detailsOn,
  foundByFormer,
  inForce,
  isEmployed,
  personNow,
  wasEverCalled,
} from '@app/organization';
import { dayOf } from '@app/platform';

/** Whether the reader sees what is ahead; the state says the same for everybody, for a role is no personnel order. */
const ANNOUNCED = `(:seesAhead OR a.term_start <= :on)`;
const END_ANNOUNCED = `(:seesAhead OR a.until <= :on)`;

/** On a day before an end or between two times in office the same rule as appointmentState(); the spec holds the two together. */
const STATE = `CASE
  WHEN a.is_annulled THEN 'annulled'
  WHEN a.is_on AND a.is_employed THEN 'in_force'
  WHEN a.is_on THEN 'left_service'
  WHEN :on < a.term_start THEN 'upcoming'
  WHEN a.until <= a.term_end OR :on <= a.term_end THEN 'ended'
  ELSE 'expired' END`;

/** Every appointment once, also those that were annulled (of whoever the person is now: no join moves their rows), with its times in office put together. */
const APPOINTMENT = `known AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to, end_reason, document_number, note,
    appointed_at, appointed_by, recorded_at, false AS is_annulled
  FROM role_appointments
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, ${personNow('h.person_id')}, h.org_unit_id, h.role, h.term_start, h.term_end, h.valid_from, h.valid_to, h.end_reason,
    h.document_number, h.note, h.appointed_at, h.appointed_by, h.recorded_at, true
  FROM role_appointment_annulments n JOIN role_appointments_history h ON h.id = n.appointment_id
  ORDER BY h.id, h.recorded_at DESC, h.valid_to DESC)
), appointment AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled,
    bool_or(${inForce('known', ':on')}) AS is_on,
    max(valid_to) AS until,
    (array_agg(end_reason ORDER BY valid_to DESC))[1] AS end_reason,
    (array_agg(${dayOf('recorded_at')} ORDER BY valid_to DESC))[1] AS recorded_on,
    json_agg(json_build_object('from', valid_from,
      'to', CASE WHEN :seesAhead OR valid_to <= :on THEN valid_to - 1 ELSE term_end END) ORDER BY valid_from) AS periods,
    ${isEmployed('known.person_id', ':on')} AS is_employed
  FROM known
  GROUP BY id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled
)`;

/** A fact that was recorded after the day from which it holds; null for one that was recorded in time. */
const LATE = (recordedOn: string, holdsFrom: string): string =>
  `CASE WHEN ${recordedOn} > ${holdsFrom} THEN ${recordedOn} END`;

const COLUMNS = `
  SELECT a.id, a.person_id AS "personId", n.staff_number AS "staffNumber", p.name, a.role, ${STATE} AS state,
    a.term_start AS "termStart", a.term_end AS "termEnd",
    CASE WHEN a.until <= a.term_end AND ${END_ANNOUNCED} THEN a.until - 1 END AS "endedOn",
    CASE WHEN ${END_ANNOUNCED} THEN a.end_reason END AS "endReason",
    a.document_number AS "documentNumber", CASE WHEN ${ANNOUNCED} THEN a.note END AS note, a.appointed_at AS "appointedAt",
    by_person.name AS "appointedByName", a.periods, s.status AS absence,
    CASE WHEN a.is_on AND NOT a.is_employed THEN (SELECT max(left_on.valid_to) - 1 FROM employments left_on
      WHERE left_on.person_id = a.person_id AND left_on.valid_to <= :on) END AS "leftOn",
    ${LATE(dayOf('a.appointed_at'), 'a.term_start')} AS "recordedLateOn",
    CASE WHEN a.until <= a.term_end AND ${END_ANNOUNCED} THEN ${LATE('a.recorded_on', 'a.until')} END AS "endRecordedLateOn",
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
    CASE WHEN ${ANNOUNCED} THEN o.code END AS "unitCode", CASE WHEN ${ANNOUNCED} THEN COALESCE(u.name, o.code) END AS "unitName",
    current_unit.code AS "currentUnitCode", current_period.name AS "currentUnitName"
  FROM appointment a
  JOIN ${detailsOn('p', 'a.person_id', ':on')}
  JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':on')}
  JOIN org_units o ON o.id = a.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND ${inForce('u', 'a.term_start')}
  LEFT JOIN employment_statuses s ON s.person_id = a.person_id AND ${inForce('s', ':on')}
  LEFT JOIN postings po ON po.person_id = a.person_id AND po.kind = 'primary' AND ${inForce('po', ':on')}
  LEFT JOIN org_units current_unit ON current_unit.id = po.org_unit_id
  LEFT JOIN org_unit_periods current_period ON current_period.org_unit_id = po.org_unit_id AND ${inForce('current_period', ':on')}
  LEFT JOIN accounts by_account ON by_account.id = a.appointed_by
  LEFT JOIN ${detailsOn('by_person', 'by_account.person_id', ':on')}
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = a.id
  LEFT JOIN accounts annulled_account ON annulled_account.id = annulled.annulled_by
  LEFT JOIN ${detailsOn('annulled_person', 'annulled_account.person_id', ':on')}`;

/** CTE `shown`: every appointment with what the reader may know of it on the day `:on`. */
export const SHOWN = `WITH ${APPOINTMENT}, shown AS (${COLUMNS})`;

const SEARCH = { day: ':on', pattern: ':pattern' } as const;

/** What a list shows: those that were annulled only when asked for. */
export const LIST_FILTER = `
  (:role IS NULL OR role = :role) AND (state = :state OR (:state IS NULL AND state <> 'annulled'))
  AND (:unitCode IS NULL OR "unitCode" = :unitCode OR "currentUnitCode" = :unitCode)
  AND (:endingBy IS NULL OR (state = 'in_force' AND COALESCE("endedOn", "termEnd") <= :endingBy))
  AND (:pattern IS NULL OR ${wasEverCalled('shown."personId"', SEARCH)})`;

/** The older name or number by which a row of `shown` was found. */
export const FORMER = foundByFormer('shown."personId"', SEARCH);
