import { Injectable } from '@nestjs/common';
import {
  ABSENCES,
  EMPLOYMENT_TYPES,
  FORMER_COLUMNS,
  foundByFormer,
  inForce,
  searchPattern,
  wasEverCalled,
} from '@app/organization';
import {
  col,
  Database,
  type LocalDate,
  normalizeCode,
  type PersonId,
  type RowOf,
  statement,
} from '@app/platform';
import type { CandidateFacts } from './candidate.rules';
import { inOffice } from './in-office.sql';

const ROW = {
  personId: col.id<'person'>(),
  staffNumber: col.text,
  name: col.text,
  unitName: col.text.orNull,
  postTitle: col.text.orNull,
  absence: col.oneOf(ABSENCES).orNull,
  /** DX roles held on the day. */
  roles: col.texts,
  /** The first day of somebody who is not employed yet; null for everybody else. */
  employedFrom: col.date.orNull,
};

const FOUND_ROW = { ...ROW, ...FORMER_COLUMNS };

/**
 * A member of staff as the list of a search shows them, as of the day or, before their first day, as of that;
 * found perhaps by a name or number of earlier days.
 */
export type CandidateRow = RowOf<typeof FOUND_ROW>;

const NOBODY_SOUGHT = `NULL::text AS "formerName", NULL::text AS "formerNumber"`;

/**
 * SQL: everybody employed on the day or later, once, with the day to read them on. Who begins on 1 April is in the register
 * before it, and the letter of their appointment is prepared before it as well.
 */
const SEEN = `(
    SELECT e.person_id, greatest(e.valid_from, :on) AS day, CASE WHEN e.valid_from > :on THEN e.valid_from END AS employed_from
    FROM employments e
    WHERE (e.valid_to IS NULL OR e.valid_to > :on) AND NOT EXISTS (
      SELECT 1 FROM employments earlier WHERE earlier.person_id = e.person_id AND earlier.valid_from < e.valid_from
        AND (earlier.valid_to IS NULL OR earlier.valid_to > :on))
  )`;

const candidate = (former: string): string => `
  SELECT ${former}, p.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName", po.post_title AS "postTitle",
    s.status AS absence, seen.employed_from AS "employedFrom",
    ARRAY(SELECT DISTINCT a.role FROM role_appointments a WHERE a.person_id = p.person_id AND ${inOffice('a', 'seen.day')} ORDER BY a.role) AS roles
  FROM ${SEEN} seen
  JOIN person_details p ON p.person_id = seen.person_id AND ${inForce('p', 'seen.day')}
  JOIN staff_numbers n ON n.person_id = seen.person_id AND ${inForce('n', 'seen.day')}
  LEFT JOIN employment_statuses s ON s.person_id = seen.person_id AND ${inForce('s', 'seen.day')}
  LEFT JOIN postings po ON po.person_id = seen.person_id AND po.kind = 'primary' AND ${inForce('po', 'seen.day')}
  LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${inForce('u', 'seen.day')}`;

const SOUGHT = { day: ':on', pattern: ':pattern' } as const;
const FORMER = foundByFormer('p.person_id', { ...SOUGHT, day: 'seen.day' });
/** Who has not begun was called nothing before: their number and name hold from the first day. */
const IS_SOUGHT = `(${wasEverCalled('p.person_id', SOUGHT)}
      OR seen.employed_from IS NOT NULL AND (p.search_key LIKE :pattern OR lower(n.staff_number) LIKE :pattern))`;

const SEARCH = statement({
  name: 'appointments.candidates',
  sql: `${candidate(FORMER)} WHERE ${IS_SOUGHT} ORDER BY n.staff_number = :number DESC, p.kana, n.staff_number LIMIT 20`,
  parameters: { on: 'date', number: 'text', pattern: 'text' },
  row: FOUND_ROW,
});

const OF_UNIT = statement({
  name: 'appointments.candidates-of-unit',
  sql: `WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = :unitCode
      UNION
      SELECT u.org_unit_id FROM below JOIN org_unit_periods u ON u.parent_org_unit_id = below.org_unit_id AND ${inForce('u', ':on')}
    ) ${candidate(NOBODY_SOUGHT)}
    WHERE po.org_unit_id IN (SELECT org_unit_id FROM below)
    ORDER BY po.is_managerial DESC, p.kana, n.staff_number LIMIT 200`,
  parameters: { on: 'date', unitCode: 'text' },
  row: FOUND_ROW,
});

const PERSON_BY_NUMBER = statement({
  name: 'appointments.person-by-number',
  sql: 'SELECT person_id AS id FROM staff_numbers WHERE staff_number = :staffNumber LIMIT 1',
  parameters: { staffNumber: 'text' },
  row: { id: col.id<'person'>() },
});

const FIRST_DAY = statement({
  name: 'appointments.candidate-first-day',
  sql: `SELECT seen.day FROM ${SEEN} seen WHERE seen.person_id = :personId`,
  parameters: { on: 'date', personId: 'uuid' },
  row: { day: col.date },
});

/**
 * One statement for a person's facts on the day; name and number are those of their first day when the day is before it,
 * so that a refusal can say who is not employed then. Employments that follow each other without a gap are one, so that a
 * fiscal-year appointee whose reappointment is already entered does not look as if they were leaving.
 */
const FACTS = statement({
  name: 'appointments.candidate-facts',
  sql: `
    SELECT p.person_id AS "personId", n.staff_number AS "staffNumber", p.name, e.employment_type IS NOT NULL AS "isEmployed",
      e.employment_type AS "employmentType", upper(service.during) - 1 AS "employedUntil", s.status AS absence,
      po.org_unit_id AS "unitId", u.name AS "unitName"
    FROM (
      SELECT greatest(:on, (SELECT min(valid_from) FROM person_details WHERE person_id = :personId),
        (SELECT min(valid_from) FROM staff_numbers WHERE person_id = :personId)) AS day
    ) named
    JOIN person_details p ON p.person_id = :personId AND ${inForce('p', 'named.day')}
    JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', 'named.day')}
    LEFT JOIN employments e ON e.person_id = p.person_id AND ${inForce('e', ':on')}
    LEFT JOIN (
      SELECT during FROM unnest((SELECT range_agg(daterange(valid_from, valid_to)) FROM employments WHERE person_id = :personId)) during
      WHERE during @> :on
    ) service ON true
    LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND ${inForce('s', ':on')}
    LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND ${inForce('po', ':on')}
    LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${inForce('u', ':on')}`,
  parameters: { on: 'date', personId: 'uuid' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    isEmployed: col.bool,
    employmentType: col.oneOf(EMPLOYMENT_TYPES).orNull,
    employedUntil: col.date.orNull,
    absence: col.oneOf(ABSENCES).orNull,
    unitId: col.id<'org_unit'>().orNull,
    unitName: col.text.orNull,
  },
});

/** Finds whom to appoint, and what stands against it on the first day of the term. */
@Injectable()
export class CandidateQueries {
  constructor(private readonly database: Database) {}

  /** Staff employed on the day or later, by any number, name or reading they ever had; nobody for a blank text. */
  async search(text: string, on: LocalDate): Promise<readonly CandidateRow[]> {
    const pattern = searchPattern(text);
    if (pattern === null) return [];
    return this.database.all(SEARCH, { on, number: normalizeCode(text), pattern });
  }

  /** Staff with a primary posting in the unit or below it on the day; before their first day, on that. */
  async listOfUnit(unitCode: string, on: LocalDate): Promise<readonly CandidateRow[]> {
    return this.database.all(OF_UNIT, { on, unitCode });
  }

  /** By the number in use or an older one of the same person. */
  async findPersonId(staffNumber: string): Promise<PersonId | null> {
    const row = await this.database.first(PERSON_BY_NUMBER, {
      staffNumber: normalizeCode(staffNumber),
    });
    return row?.id ?? null;
  }

  /** The first day from `on` on which the person is employed; null when there is none. */
  async findFirstDay(personId: PersonId, on: LocalDate): Promise<LocalDate | null> {
    const row = await this.database.first(FIRST_DAY, { on, personId });
    return row?.day ?? null;
  }

  /** Null for a person who does not exist. */
  async findFacts(personId: PersonId, on: LocalDate): Promise<CandidateFacts | null> {
    return this.database.first(FACTS, { on, personId });
  }
}
