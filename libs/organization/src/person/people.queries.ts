import { Injectable } from '@nestjs/common';
import { Database, type LocalDate, normalizeCode, type Page, searchKey } from '@app/platform';
import { inForce } from '../in-force';
import type { Absence, EmploymentType, PostingKind } from '../vocabulary';

export interface PeopleFilter {
  readonly asOf: LocalDate;
  /** Number, name or reading, in any width, with or without spaces. */
  readonly search?: string | undefined;
  /** People with any post in one of these units; for "and below" pass UnitQueries.listUnitIdsBelow. */
  readonly unitIds?: readonly string[] | undefined;
  readonly employmentType?: EmploymentType | undefined;
  readonly status?: Absence | 'active' | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** A person employed on the day, once, however many posts they hold. */
export interface PersonRow {
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly kana: string;
  readonly employmentType: EmploymentType;
  readonly status: Absence | 'active';
  readonly unitId: string | null;
  readonly unitCode: string | null;
  readonly unitName: string | null;
  readonly postTitle: string;
  readonly otherPosts: number;
}

export interface StaffOfUnitRow {
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly kana: string;
  readonly employmentType: EmploymentType;
  readonly status: Absence | 'active';
  readonly unitCode: string;
  readonly unitName: string;
  readonly kind: PostingKind;
  readonly postTitle: string;
  readonly isManagerial: boolean;
}

interface DatedRow {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

export interface PostingRow extends DatedRow {
  readonly unitCode: string;
  /** The unit's name at the posting's beginning (or its first name, when the unit is younger in our records). */
  readonly unitName: string;
  readonly kind: PostingKind;
  readonly postTitle: string;
  readonly isManagerial: boolean;
}

export interface EmploymentRow extends DatedRow {
  readonly employmentType: EmploymentType;
}

export interface StatusRow extends DatedRow {
  readonly status: Absence;
}

/** Everything the organisation knows of one person, as dated rows, newest first. */
export interface PersonHistory {
  readonly personId: string;
  readonly staffNumber: string;
  readonly formerNumbers: readonly string[];
  readonly name: string;
  readonly kana: string;
  readonly email: string | null;
  readonly postings: readonly PostingRow[];
  readonly employments: readonly EmploymentRow[];
  readonly statuses: readonly StatusRow[];
}

/** $1 = the day, $2 = search (LIKE), $3 = units, $4 = employment type, $5 = status. */
const PEOPLE = `
  FROM persons pe
  JOIN staff_numbers n ON n.person_id = pe.id AND n.is_current
  JOIN employments e ON e.person_id = pe.id AND ${inForce('e', '$1::date')}
  LEFT JOIN employment_statuses s ON s.person_id = pe.id AND ${inForce('s', '$1::date')}
  LEFT JOIN postings po ON po.person_id = pe.id AND po.kind = 'primary' AND ${inForce('po', '$1::date')}
  LEFT JOIN org_units o ON o.id = po.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND ${inForce('u', '$1::date')}
  WHERE ($2::text IS NULL OR pe.search_key LIKE $2)
    AND ($3::uuid[] IS NULL OR EXISTS (SELECT 1 FROM postings a WHERE a.person_id = pe.id
         AND a.org_unit_id = ANY ($3) AND ${inForce('a', '$1::date')}))
    AND ($4::text IS NULL OR e.employment_type = $4)
    AND ($5::text IS NULL OR coalesce(s.status, 'active') = $5)`;

const BY_KANA = `pe.kana COLLATE "ja-x-icu", pe.name COLLATE "ja-x-icu", n.staff_number`;

/** People as of a day, and the whole history of one of them. */
@Injectable()
export class PeopleQueries {
  constructor(private readonly database: Database) {}

  /** Sorted by reading. Only people employed on the day. */
  async listPeople(filter: PeopleFilter): Promise<Page<PersonRow>> {
    const parameters = [
      filter.asOf,
      filter.search === undefined ? null : `%${likeText(searchKey(filter.search))}%`,
      filter.unitIds ?? null,
      filter.employmentType ?? null,
      filter.status ?? null,
    ];
    const rows = await this.database.query<PersonRow>(
      `SELECT pe.id AS "personId", n.staff_number AS "staffNumber", pe.name, pe.kana,
         e.employment_type AS "employmentType", coalesce(s.status, 'active') AS status, o.id AS "unitId",
         o.code AS "unitCode", u.name AS "unitName", coalesce(po.post_title, '') AS "postTitle",
         (SELECT count(*)::int FROM postings c WHERE c.person_id = pe.id AND c.kind <> 'primary'
           AND ${inForce('c', '$1::date')}) AS "otherPosts"
       ${PEOPLE} ORDER BY ${BY_KANA} LIMIT $6 OFFSET $7`,
      [...parameters, filter.pageSize, (filter.page - 1) * filter.pageSize],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total ${PEOPLE}`,
      parameters,
    );
    return { rows, total: count?.total ?? 0 };
  }

  /** Everybody with a post in one of the units on the day: one row per person and post, heads first. */
  async listStaffOfUnits(
    unitIds: readonly string[],
    asOf: LocalDate,
  ): Promise<readonly StaffOfUnitRow[]> {
    return this.database.query<StaffOfUnitRow>(
      `SELECT pe.id AS "personId", n.staff_number AS "staffNumber", pe.name, pe.kana,
         e.employment_type AS "employmentType", coalesce(s.status, 'active') AS status,
         o.code AS "unitCode", u.name AS "unitName", po.kind, po.post_title AS "postTitle",
         po.is_managerial AS "isManagerial"
       FROM postings po
       JOIN persons pe ON pe.id = po.person_id
       JOIN staff_numbers n ON n.person_id = pe.id AND n.is_current
       JOIN employments e ON e.person_id = pe.id AND ${inForce('e', '$1::date')}
       LEFT JOIN employment_statuses s ON s.person_id = pe.id AND ${inForce('s', '$1::date')}
       JOIN org_units o ON o.id = po.org_unit_id
       JOIN org_unit_periods u ON u.org_unit_id = o.id AND ${inForce('u', '$1::date')}
       LEFT JOIN post_titles t ON t.title = po.post_title
       WHERE po.org_unit_id = ANY ($2::uuid[]) AND ${inForce('po', '$1::date')}
       ORDER BY u.sort_order, o.code, po.is_managerial DESC, (po.kind = 'primary') DESC,
         coalesce(t.sort_order, 1000), ${BY_KANA}`,
      [asOf, unitIds],
    );
  }

  /** By any number the person ever had; null when nobody has it. */
  async findPerson(staffNumber: string): Promise<PersonHistory | null> {
    return this.database.queryOne<PersonHistory>(
      `SELECT pe.id AS "personId", pe.name, pe.kana, pe.email,
         (SELECT c.staff_number FROM staff_numbers c WHERE c.person_id = pe.id AND c.is_current) AS "staffNumber",
         ARRAY(SELECT f.staff_number FROM staff_numbers f WHERE f.person_id = pe.id AND NOT f.is_current
               ORDER BY f.staff_number) AS "formerNumbers",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('unitCode', o.code, 'unitName', u.name, 'kind', po.kind,
            'postTitle', po.post_title, 'isManagerial', po.is_managerial, 'validFrom', po.valid_from,
            'validTo', po.valid_to) ORDER BY po.valid_from DESC, (po.kind = 'primary') DESC, o.code), '[]')
          FROM postings po JOIN org_units o ON o.id = po.org_unit_id
          JOIN LATERAL (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = o.id
            ORDER BY (p.valid_from <= po.valid_from) DESC, abs(p.valid_from - po.valid_from) LIMIT 1) u ON true
          WHERE po.person_id = pe.id) AS postings,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('employmentType', e.employment_type, 'validFrom', e.valid_from,
            'validTo', e.valid_to) ORDER BY e.valid_from DESC), '[]')
          FROM employments e WHERE e.person_id = pe.id) AS employments,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('status', s.status, 'validFrom', s.valid_from,
            'validTo', s.valid_to) ORDER BY s.valid_from DESC), '[]')
          FROM employment_statuses s WHERE s.person_id = pe.id) AS statuses
       FROM staff_numbers n JOIN persons pe ON pe.id = n.person_id
       WHERE n.staff_number = $1`,
      [normalizeCode(staffNumber)],
    );
  }
}

/** What is typed is text: % and _ match themselves. */
function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
