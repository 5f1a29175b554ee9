import { Injectable } from '@nestjs/common';
import {
  col,
  Database,
  type LocalDate,
  type OrgUnitId,
  type Page,
  type RowFrom,
  statement,
} from '@app/platform';
import { absenceOf, inForce, isEmployed } from '../day/in-force';
import { personLine } from '../day/person-line';
import {
  ABSENCES,
  type Absence,
  EMPLOYMENT_TYPES,
  type EmploymentType,
  POSTING_KINDS,
} from '../vocabulary';
import { NAMED_BY, namedBy, PERSON, type PersonHistory } from './person-history';
import { FORMER_COLUMNS, foundByFormer, searchPattern, wasEverCalled } from './person-search';

export interface PeopleFilter {
  readonly asOf: LocalDate;
  /** Any number, name or reading up to the day, in any width, with or without spaces. */
  readonly search?: string | undefined;
  /** People with any post in one of these units; for "and below" pass UnitQueries.listUnitIdsBelow. */
  readonly unitIds?: readonly string[] | undefined;
  readonly employmentType?: EmploymentType | undefined;
  readonly status?: Absence | 'active' | undefined;
  /** Only people of whom no address of mail is known. */
  readonly isWithoutMail?: boolean | undefined;
  /** By reading unless given. */
  readonly sort?: PeopleSort | undefined;
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
  isWithoutMail: 'boolean',
} as const;

const SEARCH = { day: ':asOf', pattern: ':search' } as const;

const STATUS = `coalesce(${absenceOf('e.person_id', ':asOf')}, 'active')`;

const PEOPLE = `
  FROM employments e
  JOIN LATERAL ${personLine('e.person_id', ':asOf')} line ON true
  LEFT JOIN org_units o ON o.id = line.unit_id
  WHERE ${inForce('e', ':asOf')}
    AND (:search IS NULL OR ${wasEverCalled('e.person_id', SEARCH)})
    AND (:unitIds IS NULL OR e.person_id IN (SELECT a.person_id FROM postings a
         WHERE a.org_unit_id = ANY (:unitIds) AND ${inForce('a', ':asOf')}))
    AND (:employmentType IS NULL OR e.employment_type = :employmentType)
    AND (:status IS NULL OR ${STATUS} = :status)
    AND (NOT :isWithoutMail OR line.email IS NULL OR line.email = '')`;

const BY_KANA = `line.kana COLLATE "ja-x-icu", line.name COLLATE "ja-x-icu", line.staff_number`;
const BY_KANA_DOWN = `line.kana COLLATE "ja-x-icu" DESC, line.name COLLATE "ja-x-icu" DESC, line.staff_number DESC`;

/** How a list of people can be sorted; with a minus from the end. Units by their codes. */
export const PEOPLE_SORTS = ['name', '-name', 'number', '-number', 'unit', '-unit'] as const;
export type PeopleSort = (typeof PEOPLE_SORTS)[number];

const PERSON_COLUMNS = {
  personId: col.id<'person'>(),
  staffNumber: col.text,
  name: col.text,
  kana: col.text,
  employmentType: col.oneOf(EMPLOYMENT_TYPES),
  status: col.oneOf(STATUSES),
};

const LISTED = `SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana,
      e.employment_type AS "employmentType", ${STATUS} AS status, o.id AS "unitId",
      o.code AS "unitCode", line.unit_name AS "unitName", line.post_title AS "postTitle",
      (SELECT count(*)::int FROM postings c WHERE c.person_id = line.person_id AND c.kind <> 'primary'
        AND ${inForce('c', ':asOf')}) AS "otherPosts", ${foundByFormer('line.person_id', SEARCH)}
    ${PEOPLE}`;

/**
 * Each order is a statement of its own: the order of a list is no parameter. For a whole city and for one unit nothing is alike:
 * planned for no values, ten thousand people were looked through for each of them.
 */
const listedBy = (name: string, order: string) =>
  statement({
    name,
    sql: `${LISTED} ORDER BY ${order} LIMIT :limit OFFSET :offset`,
    parameters: { ...FILTER, limit: 'integer', offset: 'integer' },
    isPlannedAnew: true,
    row: {
      ...PERSON_COLUMNS,
      unitId: col.id<'org_unit'>().orNull,
      unitCode: col.text.orNull,
      unitName: col.text.orNull,
      postTitle: col.text,
      otherPosts: col.int,
      /** Found by a name or number of earlier days. */
      ...FORMER_COLUMNS,
    },
  });

const LISTED_BY: Readonly<Record<PeopleSort, ReturnType<typeof listedBy>>> = {
  name: listedBy('organization.people', BY_KANA),
  '-name': listedBy('organization.people-by-name-down', BY_KANA_DOWN),
  number: listedBy('organization.people-by-number', 'line.staff_number'),
  '-number': listedBy('organization.people-by-number-down', 'line.staff_number DESC'),
  unit: listedBy('organization.people-by-unit', `o.code NULLS LAST, ${BY_KANA}`),
  '-unit': listedBy('organization.people-by-unit-down', `o.code DESC NULLS LAST, ${BY_KANA}`),
};

/** A person employed on the day, once, however many posts they hold. */
export type PersonRow = RowFrom<(typeof LISTED_BY)['name']>;

const EVERYBODY = { search: null, unitIds: null, employmentType: null, status: null } as const;

const COUNTED = statement({
  name: 'organization.people-count',
  sql: `SELECT count(*)::int AS total ${PEOPLE}`,
  parameters: FILTER,
  isPlannedAnew: true,
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

/** For whom a person is looked up. */
interface Reader {
  readonly today: LocalDate;
  readonly seesAhead: boolean;
}

const LOOKED_UP = statement({
  name: 'organization.looked-up',
  sql: `SELECT line.person_id AS "personId", CASE WHEN ${isEmployed('line.person_id', ':today')} THEN line.unit_id END AS "unitId"
    FROM (${NAMED_BY} AND (:seesAhead OR n.valid_from <= :today)) found
    JOIN LATERAL ${personLine('found.person_id', ':today')} line ON true
    WHERE :seesAhead OR EXISTS (SELECT 1 FROM employments e WHERE e.person_id = line.person_id AND e.valid_from <= :today)`,
  parameters: { personId: 'uuid?', staffNumber: 'text', today: 'date', seesAhead: 'boolean' },
  row: { personId: col.id<'person'>(), unitId: col.id<'org_unit'>().orNull },
});

/** A person with the unit of the primary posting today. */
export type LookedUpRow = RowFrom<typeof LOOKED_UP>;

/** People as of a day, and the whole history of one of them. */
@Injectable()
export class PeopleQueries {
  constructor(private readonly database: Database) {}

  /** Only people employed on the day. */
  async listPeople(filter: PeopleFilter): Promise<Page<PersonRow>> {
    const given = {
      asOf: filter.asOf,
      search: searchPattern(filter.search),
      unitIds: filter.unitIds ?? null,
      employmentType: filter.employmentType ?? null,
      status: filter.status ?? null,
      isWithoutMail: filter.isWithoutMail ?? false,
    };
    const { page, pageSize } = filter;
    const bounds = { limit: pageSize, offset: (page - 1) * pageSize };
    const rows = await this.database.all(LISTED_BY[filter.sort ?? 'name'], {
      ...given,
      ...bounds,
    });
    const { total } = await this.database.only(COUNTED, given);
    return { rows, total };
  }

  async countEmployed(asOf: LocalDate): Promise<number> {
    return (await this.database.only(COUNTED, { ...EVERYBODY, asOf, isWithoutMail: false })).total;
  }

  /** Of everybody employed on the day. */
  async countWithoutMail(asOf: LocalDate): Promise<number> {
    return (await this.database.only(COUNTED, { ...EVERYBODY, asOf, isWithoutMail: true })).total;
  }

  /** Everybody with a post in one of the units on the day: one row per person and post, heads first. */
  async listStaffOfUnits(
    unitIds: readonly OrgUnitId[],
    asOf: LocalDate,
  ): Promise<readonly StaffOfUnitRow[]> {
    return this.database.all(STAFF_OF_UNITS, { unitIds, asOf });
  }

  /**
   * Who is meant by an id or by any number they ever had: the one place that says so. A number that only holds from a later
   * day, and somebody who is only going to be employed, means nobody to who must not see what lies ahead.
   */
  async lookUp(handle: string, reader: Reader): Promise<LookedUpRow | null> {
    return this.database.first(LOOKED_UP, { ...namedBy(handle), ...reader });
  }

  /** Everything that is known of the person, under name and number of the day; null when nobody has the id or number. */
  async findPerson(handle: string, asOf: LocalDate): Promise<PersonHistory | null> {
    return this.database.first(PERSON, { ...namedBy(handle), asOf });
  }

  /** Number, name, unit and title of a day as they were known at an instant; null for somebody not yet recorded. */
  async findLineAsKnown(
    personId: string,
    { asOf, knownAt }: { readonly asOf: LocalDate; readonly knownAt: Date },
  ): Promise<PersonLineRow | null> {
    return this.database.first(LINE_THEN, { personId, asOf, knownAt });
  }
}
