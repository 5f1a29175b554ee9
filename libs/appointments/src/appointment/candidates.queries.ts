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
import { DX_ROLES } from './appointment.rules';
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
  roles: col.someOf(DX_ROLES),
};

const FOUND_ROW = { ...ROW, ...FORMER_COLUMNS };

/** A member of staff as the list of a search shows them; found perhaps by a name or number of earlier days. */
export type CandidateRow = RowOf<typeof FOUND_ROW>;

const NOBODY_SOUGHT = `NULL::text AS "formerName", NULL::text AS "formerNumber"`;

const candidate = (former: string): string => `
  SELECT ${former}, p.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName", po.post_title AS "postTitle",
    s.status AS absence,
    ARRAY(SELECT DISTINCT a.role FROM role_appointments a WHERE a.person_id = p.person_id AND ${inOffice('a', ':on')} ORDER BY a.role) AS roles
  FROM person_details p
  JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':on')}
  JOIN employments e ON e.person_id = p.person_id AND ${inForce('e', ':on')}
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND ${inForce('s', ':on')}
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND ${inForce('po', ':on')}
  LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${inForce('u', ':on')}`;

const SOUGHT = { day: ':on', pattern: ':pattern' } as const;

const SEARCH = statement({
  name: 'appointments.candidates',
  sql: `${candidate(foundByFormer('p.person_id', SOUGHT))}
    WHERE ${inForce('p', ':on')} AND ${wasEverCalled('p.person_id', SOUGHT)}
    ORDER BY n.staff_number = :number DESC, p.kana, n.staff_number LIMIT 20`,
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
    WHERE ${inForce('p', ':on')} AND po.org_unit_id IN (SELECT org_unit_id FROM below)
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

/**
 * One statement for a person's facts on the day. Employments that follow each other without a gap are one, so that a
 * fiscal-year appointee whose reappointment is already entered does not look as if they were leaving.
 */
const FACTS = statement({
  name: 'appointments.candidate-facts',
  sql: `
    SELECT p.person_id AS "personId", n.staff_number AS "staffNumber", p.name, e.employment_type IS NOT NULL AS "isEmployed",
      e.employment_type AS "employmentType", upper(service.during) - 1 AS "employedUntil", s.status AS absence,
      po.org_unit_id AS "unitId", u.name AS "unitName"
    FROM person_details p
    JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':on')}
    LEFT JOIN employments e ON e.person_id = p.person_id AND ${inForce('e', ':on')}
    LEFT JOIN (
      SELECT during FROM unnest((SELECT range_agg(daterange(valid_from, valid_to)) FROM employments WHERE person_id = :personId)) during
      WHERE during @> :on
    ) service ON true
    LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND ${inForce('s', ':on')}
    LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND ${inForce('po', ':on')}
    LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${inForce('u', ':on')}
    WHERE p.person_id = :personId AND ${inForce('p', ':on')}`,
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

  /** Staff employed on the day by any number, name or reading they ever had; nobody for a blank text. */
  async search(text: string, on: LocalDate): Promise<readonly CandidateRow[]> {
    const pattern = searchPattern(text);
    if (pattern === null) return [];
    return this.database.all(SEARCH, { on, number: normalizeCode(text), pattern });
  }

  /** Staff with a primary posting in the unit or below it on the day. */
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

  /** Null for a person who does not exist. */
  async findFacts(personId: PersonId, on: LocalDate): Promise<CandidateFacts | null> {
    return this.database.first(FACTS, { on, personId });
  }
}
