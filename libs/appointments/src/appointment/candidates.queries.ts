import { Injectable } from '@nestjs/common';
import type { Absence } from '@app/organization';
import { Database, type LocalDate, normalizeCode, searchKey } from '@app/platform';
import type { DxRole } from './appointment.rules';
import type { CandidateFacts } from './candidate.rules';

/** A member of staff as the list of a search shows them. */
export interface CandidateRow {
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly unitName: string | null;
  readonly postTitle: string | null;
  readonly absence: Absence | null;
  /** DX roles in force on the day. */
  readonly roles: readonly DxRole[];
}

const LIMIT = 20;
const validOn = (alias: string): string =>
  `${alias}.valid_from <= $1 AND (${alias}.valid_to IS NULL OR ${alias}.valid_to > $1)`;

const CANDIDATE = `
  SELECT p.id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName", po.post_title AS "postTitle",
    s.status AS absence,
    ARRAY(SELECT a.role FROM role_appointments a WHERE a.person_id = p.id AND a.term_start <= $1 AND a.term_end >= $1
          AND (a.ended_on IS NULL OR a.ended_on > $1) ORDER BY a.role) AS roles
  FROM persons p
  JOIN staff_numbers n ON n.person_id = p.id AND n.is_current
  JOIN employments e ON e.person_id = p.id AND ${validOn('e')}
  LEFT JOIN employment_statuses s ON s.person_id = p.id AND ${validOn('s')}
  LEFT JOIN postings po ON po.person_id = p.id AND po.kind = 'primary' AND ${validOn('po')}
  LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${validOn('u')}`;

/**
 * One statement for a person's facts on the day $1. Employments that follow each other without a gap are one, so
 * that a fiscal-year appointee whose reappointment is already entered does not look as if they were leaving.
 */
const FACTS = `
  SELECT p.id AS "personId", n.staff_number AS "staffNumber", p.name, e.employment_type IS NOT NULL AS "isEmployed", e.employment_type AS "employmentType",
    upper(service.during) - 1 AS "employedUntil", s.status AS absence, po.org_unit_id AS "unitId", u.name AS "unitName"
  FROM persons p
  JOIN staff_numbers n ON n.person_id = p.id AND n.is_current
  LEFT JOIN employments e ON e.person_id = p.id AND ${validOn('e')}
  LEFT JOIN (
    SELECT during FROM unnest((SELECT range_agg(daterange(valid_from, valid_to)) FROM employments WHERE person_id = $2)) during
    WHERE during @> $1::date
  ) service ON true
  LEFT JOIN employment_statuses s ON s.person_id = p.id AND ${validOn('s')}
  LEFT JOIN postings po ON po.person_id = p.id AND po.kind = 'primary' AND ${validOn('po')}
  LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${validOn('u')}
  WHERE p.id = $2`;

/** Finds whom to appoint, and what stands against it on the first day of the term. */
@Injectable()
export class CandidateQueries {
  constructor(private readonly database: Database) {}

  /** Staff employed on the day by staff number, name or reading; nobody for a blank text. */
  async search(text: string, on: LocalDate): Promise<readonly CandidateRow[]> {
    const key = searchKey(text);
    if (key === '') return [];
    return this.database.query<CandidateRow>(
      `${CANDIDATE}
       WHERE n.staff_number = $2 OR p.search_key LIKE '%' || $3 || '%'
       ORDER BY n.staff_number = $2 DESC, p.kana, n.staff_number LIMIT ${String(LIMIT)}`,
      [on, text.normalize('NFKC').trim(), likeText(key)],
    );
  }

  /** Staff with a primary posting in the unit or below it on the day. */
  async listOfUnit(unitCode: string, on: LocalDate): Promise<readonly CandidateRow[]> {
    return this.database.query<CandidateRow>(
      `WITH RECURSIVE below AS (
         SELECT id AS org_unit_id FROM org_units WHERE code = $2
         UNION
         SELECT u.org_unit_id FROM below JOIN org_unit_periods u ON u.parent_org_unit_id = below.org_unit_id AND ${validOn('u')}
       ) ${CANDIDATE}
       WHERE po.org_unit_id IN (SELECT org_unit_id FROM below)
       ORDER BY po.is_managerial DESC, p.kana, n.staff_number LIMIT 200`,
      [on, unitCode],
    );
  }

  /** By the number in use or an older one of the same person. */
  async findPersonId(staffNumber: string): Promise<string | null> {
    const row = await this.database.queryOne<{ id: string }>(
      'SELECT person_id AS id FROM staff_numbers WHERE staff_number = $1',
      [normalizeCode(staffNumber)],
    );
    return row?.id ?? null;
  }

  /** Null for a person who does not exist. */
  async findFacts(personId: string, on: LocalDate): Promise<CandidateFacts | null> {
    return this.database.queryOne<CandidateFacts>(FACTS, [on, personId]);
  }
}

function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
