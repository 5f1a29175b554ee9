import { Injectable } from '@nestjs/common';
import {
  col,
  Database,
  type LocalDate,
  normalizeCode,
  type OrgUnitId,
  type Page,
  type RowFrom,
  type RowOf,
  searchKey,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { absenceOf, inForce } from '../day/in-force';
import { personLine } from '../day/person-line';
import {
  ABSENCES,
  type Absence,
  EMPLOYMENT_TYPES,
  type EmploymentType,
  POSTING_KINDS,
} from '../vocabulary';

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

const STATUSES = ['active', ...ABSENCES] as const;

const FILTER = {
  asOf: 'date',
  search: 'text?',
  unitIds: 'uuid[]?',
  employmentType: 'text?',
  status: 'text?',
} as const;

const STATUS = `coalesce(${absenceOf('e.person_id', ':asOf')}, 'active')`;

const PEOPLE = `
  FROM employments e
  JOIN LATERAL ${personLine('e.person_id', ':asOf')} line ON true
  LEFT JOIN org_units o ON o.id = line.unit_id
  WHERE ${inForce('e', ':asOf')}
    AND (:search IS NULL OR line.search_key LIKE :search)
    AND (:unitIds IS NULL OR EXISTS (SELECT 1 FROM postings a WHERE a.person_id = e.person_id
         AND a.org_unit_id = ANY (:unitIds) AND ${inForce('a', ':asOf')}))
    AND (:employmentType IS NULL OR e.employment_type = :employmentType)
    AND (:status IS NULL OR ${STATUS} = :status)`;

const BY_KANA = `line.kana COLLATE "ja-x-icu", line.name COLLATE "ja-x-icu", line.staff_number`;

const PERSON_COLUMNS = {
  personId: col.id<'person'>(),
  staffNumber: col.text,
  name: col.text,
  kana: col.text,
  employmentType: col.oneOf(EMPLOYMENT_TYPES),
  status: col.oneOf(STATUSES),
};

const LISTED = statement({
  name: 'organization.people',
  sql: `SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana,
      e.employment_type AS "employmentType", ${STATUS} AS status, o.id AS "unitId",
      o.code AS "unitCode", line.unit_name AS "unitName", line.post_title AS "postTitle",
      (SELECT count(*)::int FROM postings c WHERE c.person_id = line.person_id AND c.kind <> 'primary'
        AND ${inForce('c', ':asOf')}) AS "otherPosts"
    ${PEOPLE} ORDER BY ${BY_KANA} LIMIT :limit OFFSET :offset`,
  parameters: { ...FILTER, limit: 'integer', offset: 'integer' },
  row: {
    ...PERSON_COLUMNS,
    unitId: col.id<'org_unit'>().orNull,
    unitCode: col.text.orNull,
    unitName: col.text.orNull,
    postTitle: col.text,
    otherPosts: col.int,
  },
});

/** A person employed on the day, once, however many posts they hold. */
export type PersonRow = RowFrom<typeof LISTED>;

const COUNTED = statement({
  name: 'organization.people-count',
  sql: `SELECT count(*)::int AS total ${PEOPLE}`,
  parameters: FILTER,
  row: { total: col.int },
});

const STAFF_OF_UNITS = statement({
  name: 'organization.staff-of-units',
  sql: `SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana,
      e.employment_type AS "employmentType", ${STATUS} AS status,
      o.code AS "unitCode", u.name AS "unitName", po.kind, po.post_title AS "postTitle",
      po.is_managerial AS "isManagerial"
    FROM postings po
    JOIN employments e ON e.person_id = po.person_id AND ${inForce('e', ':asOf')}
    JOIN LATERAL ${personLine('po.person_id', ':asOf')} line ON true
    JOIN org_units o ON o.id = po.org_unit_id
    JOIN org_unit_periods u ON u.org_unit_id = o.id AND ${inForce('u', ':asOf')}
    LEFT JOIN post_titles t ON t.title = po.post_title AND ${inForce('t', ':asOf')}
    WHERE po.org_unit_id = ANY (:unitIds) AND ${inForce('po', ':asOf')}
    ORDER BY u.sort_order, o.code, po.is_managerial DESC, (po.kind = 'primary') DESC,
      coalesce(t.sort_order, 1000), ${BY_KANA}`,
  parameters: { asOf: 'date', unitIds: 'uuid[]' },
  row: {
    ...PERSON_COLUMNS,
    unitCode: col.text,
    unitName: col.text,
    kind: col.oneOf(POSTING_KINDS),
    postTitle: col.text,
    isManagerial: col.bool,
  },
});

export type StaffOfUnitRow = RowFrom<typeof STAFF_OF_UNITS>;

const dated = { validFrom: z.string(), validTo: z.string().nullable() };
const nameSchema = z.object({ ...dated, name: z.string(), kana: z.string() });
const postingSchema = z.object({
  ...dated,
  unitCode: z.string(),
  /** The unit's name at the posting's beginning (or its first name, when the unit is younger in our records). */
  unitName: z.string(),
  kind: z.enum(POSTING_KINDS),
  postTitle: z.string(),
  isManagerial: z.boolean(),
});
const employmentSchema = z.object({ ...dated, employmentType: z.enum(EMPLOYMENT_TYPES) });
const statusSchema = z.object({ ...dated, status: z.enum(ABSENCES) });

export type PostingRow = Readonly<z.infer<typeof postingSchema>>;
export type EmploymentRow = Readonly<z.infer<typeof employmentSchema>>;
export type StatusRow = Readonly<z.infer<typeof statusSchema>>;

const PERSON_ROW = {
  personId: col.id<'person'>(),
  staffNumber: col.text,
  formerNumbers: col.texts,
  name: col.text,
  kana: col.text,
  email: col.text.orNull,
  names: col.json<readonly Readonly<z.infer<typeof nameSchema>>[]>(z.array(nameSchema)),
  postings: col.json<readonly PostingRow[]>(z.array(postingSchema)),
  employments: col.json<readonly EmploymentRow[]>(z.array(employmentSchema)),
  statuses: col.json<readonly StatusRow[]>(z.array(statusSchema)),
};

/** Everything the organisation knows of one person, as dated rows, newest first; name and number are those of a day. */
export type PersonHistory = RowOf<typeof PERSON_ROW>;

const listOf = (table: string, alias: string, fields: string): string =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object(${fields}, 'validFrom', ${alias}.valid_from, 'validTo', ${alias}.valid_to)
      ORDER BY ${alias}.valid_from DESC), '[]') FROM ${table} ${alias} WHERE ${alias}.person_id = line.person_id)`;

const PERSON_BY_NUMBER = statement({
  name: 'organization.person-by-number',
  sql: `SELECT line.person_id AS "personId", line.name, line.kana, line.email, line.staff_number AS "staffNumber",
      ARRAY(SELECT f.staff_number FROM staff_numbers f WHERE f.person_id = line.person_id AND f.valid_to <= :asOf
            ORDER BY f.staff_number) AS "formerNumbers",
      ${listOf('person_details', 'pd', `'name', pd.name, 'kana', pd.kana`)} AS names,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('unitCode', o.code, 'unitName', u.name, 'kind', po.kind,
         'postTitle', po.post_title, 'isManagerial', po.is_managerial, 'validFrom', po.valid_from,
         'validTo', po.valid_to) ORDER BY po.valid_from DESC, (po.kind = 'primary') DESC, o.code), '[]')
       FROM postings po JOIN org_units o ON o.id = po.org_unit_id
       JOIN LATERAL (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = o.id
         ORDER BY (p.valid_from <= po.valid_from) DESC, abs(p.valid_from - po.valid_from) LIMIT 1) u ON true
       WHERE po.person_id = line.person_id) AS postings,
      ${listOf('employments', 'e', `'employmentType', e.employment_type`)} AS employments,
      ${listOf('employment_statuses', 's', `'status', s.status`)} AS statuses
    FROM (SELECT DISTINCT n.person_id FROM staff_numbers n WHERE n.staff_number = :staffNumber) found
    JOIN LATERAL ${personLine('found.person_id', ':asOf')} line ON true`,
  parameters: { asOf: 'date', staffNumber: 'text' },
  row: PERSON_ROW,
});

const LINE_THEN = statement({
  name: 'organization.person-line-then',
  sql: `SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana,
      line.unit_id AS "unitId", line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM ${personLine(':personId', ':asOf', ':knownAt')} line`,
  parameters: { personId: 'uuid', asOf: 'date', knownAt: 'timestamptz' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    kana: col.text,
    unitId: col.id<'org_unit'>().orNull,
    unitName: col.text.orNull,
    postTitle: col.text,
  },
});

/** How a person is written in a list about a day. */
export type PersonLineRow = RowFrom<typeof LINE_THEN>;

/** People as of a day, and the whole history of one of them. */
@Injectable()
export class PeopleQueries {
  constructor(private readonly database: Database) {}

  /** Sorted by reading. Only people employed on the day. */
  async listPeople(filter: PeopleFilter): Promise<Page<PersonRow>> {
    const given = {
      asOf: filter.asOf,
      search: filter.search === undefined ? null : `%${likeText(searchKey(filter.search))}%`,
      unitIds: filter.unitIds ?? null,
      employmentType: filter.employmentType ?? null,
      status: filter.status ?? null,
    };
    const { page, pageSize } = filter;
    const bounds = { limit: pageSize, offset: (page - 1) * pageSize };
    const rows = await this.database.all(LISTED, { ...given, ...bounds });
    const { total } = await this.database.only(COUNTED, given);
    return { rows, total };
  }

  /** Everybody with a post in one of the units on the day: one row per person and post, heads first. */
  async listStaffOfUnits(
    unitIds: readonly OrgUnitId[],
    asOf: LocalDate,
  ): Promise<readonly StaffOfUnitRow[]> {
    return this.database.all(STAFF_OF_UNITS, { unitIds, asOf });
  }

  /** By any number the person ever had, under name and number of the day; null when nobody has it. */
  async findPerson(staffNumber: string, asOf: LocalDate): Promise<PersonHistory | null> {
    const number = normalizeCode(staffNumber);
    return this.database.first(PERSON_BY_NUMBER, { staffNumber: number, asOf });
  }

  /** Number, name, unit and title of a day as they were known at an instant; null for somebody not yet recorded. */
  async findLineAsKnown(
    personId: string,
    { asOf, knownAt }: { readonly asOf: LocalDate; readonly knownAt: Date },
  ): Promise<PersonLineRow | null> {
    return this.database.first(LINE_THEN, { personId, asOf, knownAt });
  }
}

/** What is typed is text: % and _ match themselves. */
function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
