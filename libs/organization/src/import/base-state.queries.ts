import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  col,
  Database,
  type LocalDate,
  localDateSchema,
  type RowFrom,
  searchKey,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { inForce } from '../day/in-force';
import type { PersonValues } from '../person/person-values.rules';
import {
  ABSENCES,
  type Absence,
  EMPLOYMENT_TYPES,
  type EmploymentType,
  POSTING_KINDS,
} from '../vocabulary';
import { BaseFacts } from './base-facts';
import type { BasePerson, PostValue } from './base-state';
import type { Dated } from './timeline.rules';

/** Everything that an import reads or writes, as it is known now; the fingerprint covers them all. */
const VIEWS = [
  'org_units',
  'org_unit_periods',
  'unit_successions',
  'person_details',
  'staff_numbers',
  'employments',
  'employment_statuses',
  'postings',
  'post_titles',
];

const PEOPLE_AT_ONCE = 1_000;

/** A view cannot be locked against writing through its table, so the tables are named. */
const TABLES = VIEWS.map((view) => (view === 'org_units' ? view : `${view}_history`));

const datedOf = <Value>(value: z.ZodType<Value>): z.ZodType<readonly Dated<Value>[]> =>
  z.array(
    z.object({ id: z.string(), from: localDateSchema, to: localDateSchema.nullable(), value }),
  );

const POST_VALUE: z.ZodType<PostValue> = z.object({
  unitId: z.string(),
  kind: z.enum(POSTING_KINDS),
  title: z.string(),
  isManagerial: z.boolean(),
});
const PERSON_VALUES: z.ZodType<PersonValues> = z.object({
  name: z.string(),
  kana: z.string(),
  email: z.string().nullable(),
});
const EMPLOYMENT_TYPE: z.ZodType<EmploymentType> = z.enum(EMPLOYMENT_TYPES);
const ABSENCE: z.ZodType<Absence> = z.enum(ABSENCES);

/** Order of the rows does not matter to the sum, so that no sort is needed. */
const FINGERPRINT = statement({
  name: 'organization.import-fingerprint',
  sql: `SELECT md5(concat_ws(',', ${VIEWS.map(
    (view) =>
      `(SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM ${view} t)`,
  ).join(', ')})) AS fingerprint`,
  parameters: {},
  row: { fingerprint: col.text },
});

const NUMBERS = statement({
  name: 'organization.import-numbers',
  sql: `SELECT coalesce(json_agg(json_build_array(n.staff_number, n.person_id)), '[]')::text AS numbers
    FROM (SELECT DISTINCT staff_number, person_id FROM staff_numbers) n`,
  parameters: {},
  row: { numbers: col.text },
});

const TITLES = statement({
  name: 'organization.import-titles',
  sql: `SELECT coalesce(json_agg(json_build_array(t.title, t.is_managerial)), '[]')::text AS titles
    FROM post_titles t WHERE ${inForce('t', ':today')}`,
  parameters: { today: 'date' },
  row: { titles: col.text },
});

const UNITS = statement({
  name: 'organization.import-units',
  sql: `SELECT coalesce(json_agg(u), '[]')::text AS units FROM (SELECT o.id, o.code, coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'from', p.valid_from, 'to', p.valid_to,
      'value', jsonb_build_object('name', p.name, 'kana', p.kana, 'kind', p.kind, 'parentId', p.parent_org_unit_id,
        'counts', p.counts_for_leader_kpi, 'sortOrder', p.sort_order)) ORDER BY p.valid_from)
      FILTER (WHERE p.id IS NOT NULL), '[]') AS periods,
      (SELECT coalesce(jsonb_agg(s.org_unit_id ORDER BY s.org_unit_id), '[]') FROM unit_successions s WHERE s.successor_id = o.id) AS "predecessorIds"
    FROM org_units o LEFT JOIN org_unit_periods p ON p.org_unit_id = o.id
    GROUP BY o.id, o.code) u`,
  parameters: {},
  row: { units: col.text },
});

const dated = (table: string, value: string): string =>
  `coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.valid_from, 'to', t.valid_to, 'value', ${value})
     ORDER BY t.valid_from) FROM ${table} t WHERE t.person_id = n.person_id), '[]')`;

const PEOPLE_SQL = `
    SELECT n.person_id AS id, n.staff_number AS "staffNumber",
      ${dated('staff_numbers', 't.staff_number')} AS numbers,
      ${dated('person_details', `jsonb_build_object('name', t.name, 'kana', t.kana, 'email', t.email)`)} AS details,
      ${dated('employments', 't.employment_type')} AS employments,
      ${dated('employment_statuses', 't.status')} AS statuses,
      ${dated(
        'postings',
        `jsonb_build_object('unitId', t.org_unit_id, 'kind', t.kind, 'title', t.post_title, 'isManagerial', t.is_managerial)`,
      )} AS postings
    FROM staff_numbers n WHERE n.valid_to IS NULL`;

const PEOPLE = statement({
  name: 'organization.import-people',
  sql: `${PEOPLE_SQL} AND n.person_id = ANY (:personIds)`,
  parameters: { personIds: 'uuid[]' },
  row: {
    id: col.id<'person'>(),
    staffNumber: col.text,
    numbers: col.json(datedOf(z.string())),
    details: col.json(datedOf(PERSON_VALUES)),
    employments: col.json(datedOf(EMPLOYMENT_TYPE)),
    statuses: col.json(datedOf(ABSENCE)),
    postings: col.json(datedOf(POST_VALUE)),
  },
});

const NAMESAKES = statement({
  name: 'organization.import-namesakes',
  sql: `SELECT DISTINCT d.person_id AS id FROM person_details d WHERE starts_with(d.search_key, :beginning) ORDER BY id LIMIT 20`,
  parameters: { beginning: 'text' },
  row: { id: col.id<'person'>() },
});

const PEOPLE_TEXT = statement({
  name: 'organization.import-people-text',
  sql: `SELECT json_agg(p)::text AS people, (array_agg(p.id ORDER BY p.id DESC))[1] AS last
    FROM (${PEOPLE_SQL} AND (:after IS NULL OR n.person_id > :after) ORDER BY n.person_id LIMIT ${String(PEOPLE_AT_ONCE)}) p`,
  parameters: { after: 'uuid?' },
  row: { people: col.text.orNull, last: col.id<'person'>().orNull },
});

/** The organisation in JSON, as it comes from the database: only who compares reads it. */
export interface BaseTexts {
  readonly fingerprint: string;
  readonly units: string;
  /** Lists of people, of so many each that none of them is long. */
  readonly people: readonly string[];
  /** Pairs of a number ever given and the person's id. */
  readonly numbers: string;
  readonly titles: string;
  /** Who holds which role of the city, as libs above know it. */
  readonly roles?: string;
}

/** Reads the organisation as an import compares it. */
@Injectable()
export class BaseStateQueries {
  constructor(
    private readonly database: Database,
    private readonly facts: BaseFacts,
  ) {}

  /** Keeps everybody else from writing to the organisation until the transaction ends; reading goes on. */
  async lock(): Promise<void> {
    await this.database.keepWritersOut(...TABLES);
  }

  /**
   * After a large change the planner has to know the tables again at once: as long as it does not, it takes what is not
   * superseded for a handful of rows, and the first page after the first import would wait for a minute.
   */
  async refreshStatistics(): Promise<void> {
    await this.database.refreshStatistics(...TABLES, 'person_identities');
  }

  async fingerprint(): Promise<string> {
    return (await this.database.only(FINGERPRINT, {})).fingerprint;
  }

  /** Some people as an import knows them; who has no number in use (any more) is missing. */
  async loadPeople(personIds: readonly string[]): Promise<readonly BasePerson[]> {
    return this.database.all(PEOPLE, { personIds });
  }

  /** Namesakes among the people as they are or were called: who may be one and the same. */
  async listNamesakes(name: string, kana: string): Promise<readonly string[]> {
    const rows = await this.database.all(NAMESAKES, { beginning: searchKey(name + kana) });
    return rows.map((row) => row.id);
  }

  /** Some people in the same texts as the whole organisation. To be called after `lock`. */
  async loadPart(personIds: readonly string[], today: LocalDate): Promise<BaseTexts> {
    const people = JSON.stringify(await this.loadPeople(personIds));
    return {
      ...(await this.database.only(NUMBERS, {})),
      ...(await this.database.only(TITLES, { today })),
      ...(await this.database.only(UNITS, {})),
      fingerprint: createHash('sha256').update(people).digest('hex'),
      people: [people],
    };
  }

  /** To be called after `lock`, so that the parts fit together. Titles as they are in the table on the day given. */
  async load(today: LocalDate): Promise<BaseTexts> {
    return {
      ...(await this.database.only(NUMBERS, {})),
      ...(await this.database.only(TITLES, { today })),
      ...(await this.database.only(UNITS, {})),
      fingerprint: await this.fingerprint(),
      people: await this.loadPeopleTexts(),
      roles: JSON.stringify(await this.facts.listRoles()),
    };
  }

  private async loadPeopleTexts(): Promise<readonly string[]> {
    const texts: string[] = [];
    for (let after: string | null = null; ;) {
      const { people, last }: RowFrom<typeof PEOPLE_TEXT> = await this.database.only(PEOPLE_TEXT, {
        after,
      });
      if (people === null) return texts;
      texts.push(people);
      after = last;
    }
  }
}
