import type { MigrationInterface, QueryRunner } from 'typeorm';
import { detailsOf, type OldPerson } from './parts/person-names';

const PERIOD_COLUMNS =
  'id, org_unit_id, name, kana, kind, parent_org_unit_id, counts_for_leader_kpi, sort_order, valid_from, valid_to';
const POSTING_COLUMNS =
  'id, person_id, org_unit_id, kind, post_title, is_managerial, valid_from, valid_to';
const DETAIL_COLUMNS = 'id, person_id, name, kana, email, search_key, valid_from, valid_to';

const VALID = 'daterange(valid_from, valid_to) WITH &&';

/** What may not overlap; with `where` only among these rows. */
interface Rule {
  readonly name: string;
  readonly elements: string;
  readonly where?: string;
}

interface DatedTable {
  readonly table: string;
  readonly columns: string;
  readonly rules: readonly Rule[];
}

/** Tables that were dated already. */
const DATED: readonly DatedTable[] = [
  {
    table: 'org_unit_periods',
    columns: PERIOD_COLUMNS,
    rules: [{ name: 'org_unit_periods_no_overlap', elements: `org_unit_id WITH =, ${VALID}` }],
  },
  {
    table: 'employments',
    columns: 'id, person_id, employment_type, valid_from, valid_to',
    rules: [{ name: 'employments_no_overlap', elements: `person_id WITH =, ${VALID}` }],
  },
  {
    table: 'employment_statuses',
    columns: 'id, person_id, status, valid_from, valid_to',
    rules: [{ name: 'employment_statuses_no_overlap', elements: `person_id WITH =, ${VALID}` }],
  },
  {
    table: 'postings',
    columns: POSTING_COLUMNS,
    rules: [
      {
        name: 'postings_one_primary',
        elements: `person_id WITH =, ${VALID}`,
        where: `kind = 'primary'`,
      },
      {
        name: 'postings_no_overlap',
        elements: `person_id WITH =, org_unit_id WITH =, kind WITH =, ${VALID}`,
      },
    ],
  },
];

/** Before history was kept, a fact counts as recorded on its first day; what lies ahead is known by now. */
const FIRST_KNOWN = `least(valid_from::timestamp AT TIME ZONE 'Asia/Tokyo', now())`;

const HISTORY_COLUMNS = `recorded_at timestamptz NOT NULL, recorded_by uuid, superseded_at timestamptz, superseded_by uuid`;

/**
 * Every dated fact of the organisation keeps what was known of it and when: rows are superseded, never changed. The
 * tables are called `…_history`; a view of the old name shows what is known now. Names, readings, addresses of mail,
 * staff numbers and the table of post titles become dated facts as well.
 */
export class KeepHistoryOfTheOrganization20261128000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const { table, columns, rules } of DATED) {
      await runner.query(historyOf(table));
      for (const rule of rules) {
        const known = [rule.where, 'superseded_at IS NULL'].filter(Boolean).join(' AND ');
        await runner.query(ruleOf(`${table}_history`, { ...rule, where: known }));
      }
      await runner.query(viewOf(table, columns));
    }
    await this.dateStaffNumbers(runner);
    await this.datePersonDetails(runner);
    await this.datePostTitles(runner);
    await runner.query(PERSON_JOINS);
  }

  /** History has no place in the tables of before: only an empty database can go back. */
  async down(runner: QueryRunner): Promise<void> {
    const [some] = (await runner.query('SELECT 1 FROM person_identities LIMIT 1')) as unknown[];
    if (some)
      throw new Error('This would lose the history of the organisation. Restore a backup instead.');
    await runner.query(BACK);
    for (const { table, rules } of DATED) {
      await runner.query(`DROP VIEW ${table}; ALTER TABLE ${table}_history RENAME TO ${table};`);
      for (const rule of rules) await runner.query(ruleOf(table, rule));
      await runner.query(`ALTER TABLE ${table} DROP COLUMN recorded_at, DROP COLUMN recorded_by,
        DROP COLUMN superseded_at, DROP COLUMN superseded_by`);
    }
  }

  private async dateStaffNumbers(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE staff_numbers_history (
        id uuid PRIMARY KEY,
        staff_number text NOT NULL,
        person_id uuid NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        ${HISTORY_COLUMNS},
        CONSTRAINT staff_numbers_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id),
        CONSTRAINT staff_numbers_range CHECK (valid_to IS NULL OR valid_from < valid_to),
        CONSTRAINT staff_numbers_superseded CHECK (superseded_at >= recorded_at),
        CONSTRAINT staff_numbers_no_overlap EXCLUDE USING gist (person_id WITH =, daterange(valid_from, valid_to) WITH &&)
          WHERE (superseded_at IS NULL),
        CONSTRAINT staff_numbers_one_person EXCLUDE USING gist (staff_number WITH =, person_id WITH <>)
          WHERE (superseded_at IS NULL)
      );
      -- Since when a number is in use was not kept: the first one counts from the beginning, and former ones stand
      -- before it, a day each, so that they are still found and never shown for a day that anybody asks for.
      INSERT INTO staff_numbers_history (id, staff_number, person_id, valid_from, valid_to, recorded_at)
      SELECT gen_random_uuid(), n.staff_number, n.person_id, '0001-01-01'::date + (place - 1)::int,
        CASE WHEN NOT n.is_current THEN '0001-01-01'::date + place::int END, p.created_at
      FROM (SELECT *, row_number() OVER (PARTITION BY person_id ORDER BY is_current, staff_number) AS place FROM staff_numbers) n
      JOIN persons p ON p.id = n.person_id;
      DROP TABLE staff_numbers;
      CREATE INDEX staff_numbers_number_idx ON staff_numbers_history (staff_number);
      CREATE INDEX staff_numbers_person_idx ON staff_numbers_history (person_id, valid_from);
      CREATE VIEW staff_numbers AS
        SELECT id, staff_number, person_id, valid_to IS NULL AS is_current, valid_from, valid_to, recorded_at, recorded_by
        FROM staff_numbers_history WHERE superseded_at IS NULL;
    `);
  }

  private async datePersonDetails(runner: QueryRunner): Promise<void> {
    const changed = (await runner.query(CHANGED_PEOPLE)) as OldPerson[];
    await runner.query(PERSON_DETAILS);
    await runner.query(
      `INSERT INTO person_details_history (${DETAIL_COLUMNS}, recorded_at)
       SELECT gen_random_uuid(), id, name, kana, email, search_key, '0001-01-01', NULL, created_at
       FROM persons WHERE id <> ALL ($1::uuid[])`,
      [changed.map((person) => person.id)],
    );
    await runner.query(
      `INSERT INTO person_details_history (${DETAIL_COLUMNS}, recorded_at)
       SELECT gen_random_uuid(), person_id, name, kana, email, search_key, valid_from, valid_to, coalesce(recorded_at, now())
       FROM jsonb_to_recordset($1::jsonb) AS r (person_id uuid, name text, kana text, email text, search_key text,
         valid_from date, valid_to date, recorded_at timestamptz)`,
      [JSON.stringify(changed.flatMap(detailsOf))],
    );
    await runner.query(PERSONS_WITHOUT_DETAILS);
    await runner.query(viewOf('person_details', DETAIL_COLUMNS));
  }

  private async datePostTitles(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE post_titles RENAME TO post_titles_history;
      ALTER TABLE post_titles_history
        DROP CONSTRAINT post_titles_pkey,
        ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT post_titles_pkey PRIMARY KEY,
        ADD COLUMN valid_from date NOT NULL DEFAULT '0001-01-01',
        ADD COLUMN valid_to date,
        ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT ('0001-01-01'::timestamp AT TIME ZONE 'Asia/Tokyo'),
        ADD COLUMN recorded_by uuid,
        ADD COLUMN superseded_at timestamptz,
        ADD COLUMN superseded_by uuid,
        ADD CONSTRAINT post_titles_range CHECK (valid_to IS NULL OR valid_from < valid_to),
        ADD CONSTRAINT post_titles_superseded CHECK (superseded_at >= recorded_at),
        ADD CONSTRAINT post_titles_no_overlap EXCLUDE USING gist (title WITH =, daterange(valid_from, valid_to) WITH &&)
          WHERE (superseded_at IS NULL);
      ALTER TABLE post_titles_history ALTER COLUMN id DROP DEFAULT, ALTER COLUMN valid_from DROP DEFAULT,
        ALTER COLUMN recorded_at DROP DEFAULT, ALTER COLUMN sort_order DROP DEFAULT;
    `);
    await runner.query(
      viewOf('post_titles', 'id, title, is_managerial, sort_order, valid_from, valid_to'),
    );
  }
}

function historyOf(table: string): string {
  return `
    ALTER TABLE ${table} RENAME TO ${table}_history;
    ALTER TABLE ${table}_history ADD COLUMN recorded_at timestamptz, ADD COLUMN recorded_by uuid,
      ADD COLUMN superseded_at timestamptz, ADD COLUMN superseded_by uuid;
    UPDATE ${table}_history SET recorded_at = ${FIRST_KNOWN};
    ALTER TABLE ${table}_history ALTER COLUMN recorded_at SET NOT NULL,
      ADD CONSTRAINT ${table}_superseded CHECK (superseded_at >= recorded_at);`;
}

function ruleOf(table: string, { name, elements, where }: Rule): string {
  return `ALTER TABLE ${table} DROP CONSTRAINT ${name},
    ADD CONSTRAINT ${name} EXCLUDE USING gist (${elements}) ${where === undefined ? '' : `WHERE (${where})`}`;
}

function viewOf(table: string, columns: string): string {
  return `CREATE VIEW ${table} AS SELECT ${columns}, recorded_at, recorded_by FROM ${table}_history WHERE superseded_at IS NULL`;
}

/** Names before a change stand in the import that changed them: `persons` was overwritten. */
const CHANGED_PEOPLE = `
  WITH told AS (
    SELECT DISTINCT ON (n.person_id, change ->> 'field') n.person_id, change ->> 'field' AS field, change ->> 'from' AS before
    FROM import_batches b, jsonb_array_elements(b.plan -> 'items') item, jsonb_array_elements(item -> 'changes') change,
      staff_numbers n
    WHERE b.state = 'applied' AND item ->> 'file' = 'postings' AND item ->> 'verdict' <> 'refused'
      AND change ->> 'field' IN ('氏名', 'フリガナ', 'メールアドレス') AND n.staff_number = split_part(item ->> 'subject', ' ', 1)
    ORDER BY n.person_id, change ->> 'field', b.applied_at, b.id
  )
  SELECT p.id, n.staff_number AS "staffNumber", p.name, p.kana, p.email, p.created_at::text AS "createdAt",
    (SELECT jsonb_agg(jsonb_build_object('effectiveOn', c.effective_on, 'name', c.name, 'kana', c.kana, 'email', c.email,
       'setsEmail', c.sets_email, 'appliedAt', c.applied_at) ORDER BY c.effective_on, c.id)
     FROM person_changes c WHERE c.person_id = p.id) AS changes,
    coalesce((SELECT jsonb_object_agg(t.field, t.before) FROM told t WHERE t.person_id = p.id), '{}') AS before
  FROM persons p JOIN staff_numbers n ON n.person_id = p.id AND n.is_current
  WHERE EXISTS (SELECT 1 FROM person_changes c WHERE c.person_id = p.id)`;

const PERSON_DETAILS = `
  CREATE TABLE person_details_history (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    name text NOT NULL,
    kana text NOT NULL,
    email text,
    search_key text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    ${HISTORY_COLUMNS},
    CONSTRAINT person_details_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT person_details_range CHECK (valid_to IS NULL OR valid_from < valid_to),
    CONSTRAINT person_details_superseded CHECK (superseded_at >= recorded_at),
    CONSTRAINT person_details_no_overlap EXCLUDE USING gist (person_id WITH =, daterange(valid_from, valid_to) WITH &&)
      WHERE (superseded_at IS NULL)
  );
  CREATE INDEX person_details_person_idx ON person_details_history (person_id, valid_from);
  CREATE INDEX person_details_search_idx ON person_details_history USING gin (search_key gin_trgm_ops)
    WHERE superseded_at IS NULL;`;

/** Until every reader asks for the name of a day, the view `persons` shows the last one that is known. */
const PERSONS_WITHOUT_DETAILS = `
  DROP TABLE person_changes;
  ALTER TABLE persons RENAME TO person_identities;
  ALTER INDEX persons_pkey RENAME TO person_identities_pkey;
  ALTER TABLE person_identities DROP COLUMN name, DROP COLUMN kana, DROP COLUMN email, DROP COLUMN search_key;
  CREATE VIEW persons AS
    SELECT d.person_id AS id, d.name, d.kana, d.email, d.search_key,
      (SELECT i.created_at FROM person_identities i WHERE i.id = d.person_id) AS created_at
    FROM person_details_history d WHERE d.superseded_at IS NULL AND d.valid_to IS NULL;`;

/** Both rows of a person with two numbers stay; from a day on the one stands for the other. */
const PERSON_JOINS = `
  CREATE TABLE person_joins_history (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    joined_to uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    ${HISTORY_COLUMNS},
    CONSTRAINT person_joins_person_id_fkey FOREIGN KEY (person_id) REFERENCES person_identities (id),
    CONSTRAINT person_joins_joined_to_fkey FOREIGN KEY (joined_to) REFERENCES person_identities (id),
    CONSTRAINT person_joins_not_itself CHECK (person_id <> joined_to),
    CONSTRAINT person_joins_range CHECK (valid_to IS NULL OR valid_from < valid_to),
    CONSTRAINT person_joins_superseded CHECK (superseded_at >= recorded_at),
    CONSTRAINT person_joins_no_overlap EXCLUDE USING gist (person_id WITH =, daterange(valid_from, valid_to) WITH &&)
      WHERE (superseded_at IS NULL)
  );
  CREATE INDEX person_joins_joined_to_idx ON person_joins_history (joined_to);
  ${viewOf('person_joins', 'id, person_id, joined_to, valid_from, valid_to')};`;

const BACK = `
  DROP VIEW person_joins, post_titles, person_details, persons, staff_numbers;
  DROP TABLE person_joins_history, person_details_history, staff_numbers_history;
  ALTER TABLE person_identities RENAME TO persons;
  ALTER INDEX person_identities_pkey RENAME TO persons_pkey;
  ALTER TABLE persons ADD COLUMN name text NOT NULL, ADD COLUMN kana text NOT NULL DEFAULT '',
    ADD COLUMN search_key text NOT NULL, ADD COLUMN email text;
  CREATE INDEX persons_search_idx ON persons USING gin (search_key gin_trgm_ops);
  CREATE TABLE person_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id uuid NOT NULL CONSTRAINT person_changes_person_id_fkey REFERENCES persons (id),
    effective_on date NOT NULL, name text, kana text, email text, sets_email boolean NOT NULL DEFAULT false,
    applied_at timestamptz,
    CONSTRAINT person_changes_email CHECK (sets_email OR email IS NULL)
  );
  CREATE INDEX person_changes_person_idx ON person_changes (person_id);
  CREATE INDEX person_changes_due_idx ON person_changes (effective_on) WHERE applied_at IS NULL;
  CREATE TABLE staff_numbers (
    staff_number text PRIMARY KEY,
    person_id uuid NOT NULL CONSTRAINT staff_numbers_person_id_fkey REFERENCES persons (id),
    is_current boolean NOT NULL DEFAULT true
  );
  CREATE UNIQUE INDEX staff_numbers_current_key ON staff_numbers (person_id) WHERE is_current;
  DELETE FROM post_titles_history WHERE superseded_at IS NOT NULL OR valid_to IS NOT NULL;
  ALTER TABLE post_titles_history RENAME TO post_titles;
  ALTER TABLE post_titles DROP CONSTRAINT post_titles_no_overlap, DROP CONSTRAINT post_titles_range,
    DROP CONSTRAINT post_titles_superseded, DROP COLUMN id, DROP COLUMN valid_from, DROP COLUMN valid_to,
    DROP COLUMN recorded_at, DROP COLUMN recorded_by, DROP COLUMN superseded_at, DROP COLUMN superseded_by,
    ADD CONSTRAINT post_titles_pkey PRIMARY KEY (title), ALTER COLUMN sort_order SET DEFAULT 0;`;
