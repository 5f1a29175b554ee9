import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Units, persons, employments and postings as dated facts: validity is [valid_from, valid_to). */
export class CreateOrganization20260401000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE org_units (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE
      );

      CREATE TABLE org_unit_periods (
        id uuid PRIMARY KEY,
        org_unit_id uuid NOT NULL,
        name text NOT NULL,
        kana text NOT NULL DEFAULT '',
        kind text NOT NULL CHECK (kind IN ('department', 'bureau', 'division', 'office', 'section', 'branch', 'facility',
                                          'committee_secretariat', 'assembly_secretariat')),
        parent_org_unit_id uuid,
        counts_for_leader_kpi boolean NOT NULL,
        sort_order integer NOT NULL DEFAULT 0,
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT org_unit_periods_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_units (id),
        CONSTRAINT org_unit_periods_parent_fkey FOREIGN KEY (parent_org_unit_id) REFERENCES org_units (id),
        CONSTRAINT org_unit_periods_range CHECK (valid_to IS NULL OR valid_from < valid_to),
        CONSTRAINT org_unit_periods_not_own_parent CHECK (parent_org_unit_id <> org_unit_id),
        CONSTRAINT org_unit_periods_no_overlap EXCLUDE USING gist (org_unit_id WITH =, daterange(valid_from, valid_to) WITH &&)
      );
      CREATE INDEX org_unit_periods_parent_idx ON org_unit_periods (parent_org_unit_id, valid_from);
      CREATE INDEX org_unit_periods_unit_idx ON org_unit_periods (org_unit_id, valid_from);

      CREATE TABLE persons (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        kana text NOT NULL DEFAULT '',
        search_key text NOT NULL,
        email text,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX persons_search_idx ON persons USING gin (search_key gin_trgm_ops);

      -- Values of a person that change on a day. They stand here until the day comes and then go into persons.
      -- NULL in name and kana: stays as it is; the address of mail may itself become NULL, hence sets_email.
      CREATE TABLE person_changes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id uuid NOT NULL,
        effective_on date NOT NULL,
        name text,
        kana text,
        email text,
        sets_email boolean NOT NULL DEFAULT false,
        applied_at timestamptz,
        CONSTRAINT person_changes_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id),
        CONSTRAINT person_changes_email CHECK (sets_email OR email IS NULL)
      );
      CREATE INDEX person_changes_person_idx ON person_changes (person_id);
      CREATE INDEX person_changes_due_idx ON person_changes (effective_on) WHERE applied_at IS NULL;

      -- A person keeps their records when the number changes; a number is never given to two persons.
      CREATE TABLE staff_numbers (
        staff_number text PRIMARY KEY,
        person_id uuid NOT NULL,
        is_current boolean NOT NULL DEFAULT true,
        CONSTRAINT staff_numbers_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id)
      );
      CREATE UNIQUE INDEX staff_numbers_current_key ON staff_numbers (person_id) WHERE is_current;

      CREATE TABLE employments (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        employment_type text NOT NULL CHECK (employment_type IN ('regular', 'fiscal_year_appointee', 'reappointed', 'fixed_term',
                                                                'part_time', 'special', 'dispatched_in')),
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT employments_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id),
        CONSTRAINT employments_range CHECK (valid_to IS NULL OR valid_from < valid_to),
        CONSTRAINT employments_no_overlap EXCLUDE USING gist (person_id WITH =, daterange(valid_from, valid_to) WITH &&)
      );
      CREATE INDEX employments_person_idx ON employments (person_id, valid_from);

      -- Only periods in which the person is employed but not at work here; no row means active.
      CREATE TABLE employment_statuses (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('leave_of_absence', 'parental_leave', 'sick_leave', 'seconded')),
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT employment_statuses_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id),
        CONSTRAINT employment_statuses_range CHECK (valid_to IS NULL OR valid_from < valid_to),
        CONSTRAINT employment_statuses_no_overlap EXCLUDE USING gist (person_id WITH =, daterange(valid_from, valid_to) WITH &&)
      );
      CREATE INDEX employment_statuses_person_idx ON employment_statuses (person_id, valid_from);

      CREATE TABLE postings (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        org_unit_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('primary', 'concurrent', 'cross_authority', 'ex_officio', 'acting')),
        post_title text NOT NULL DEFAULT '',
        is_managerial boolean NOT NULL DEFAULT false,
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT postings_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id),
        CONSTRAINT postings_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_units (id),
        CONSTRAINT postings_range CHECK (valid_to IS NULL OR valid_from < valid_to),
        CONSTRAINT postings_one_primary EXCLUDE USING gist (person_id WITH =, daterange(valid_from, valid_to) WITH &&)
          WHERE (kind = 'primary'),
        CONSTRAINT postings_no_overlap EXCLUDE USING gist (person_id WITH =, org_unit_id WITH =, kind WITH =, daterange(valid_from, valid_to) WITH &&)
      );
      CREATE INDEX postings_person_idx ON postings (person_id, valid_from);
      CREATE INDEX postings_unit_idx ON postings (org_unit_id, valid_from);

      -- Which post titles make a unit head. Order is used to choose the head when there are two.
      CREATE TABLE post_titles (
        title text PRIMARY KEY,
        is_managerial boolean NOT NULL,
        sort_order integer NOT NULL DEFAULT 0
      );
      INSERT INTO post_titles (title, is_managerial, sort_order) VALUES
        ('部長', true, 10), ('局長', true, 20), ('理事', true, 25), ('次長', true, 30), ('会計管理者', true, 35), ('事務局長', true, 40),
        ('課長', true, 50), ('室長', true, 55), ('所長', true, 60), ('支所長', true, 60), ('館長', true, 65), ('園長', true, 65),
        ('参事', false, 70), ('課長代理', false, 75), ('課長補佐', false, 80), ('主幹', false, 85), ('係長', false, 90),
        ('主査', false, 100), ('主任', false, 110), ('主事', false, 120), ('技師', false, 120);

      CREATE TABLE import_batches (
        id uuid PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('previewed', 'applied', 'discarded')),
        effective_on date NOT NULL,
        units_file_name text,
        postings_file_name text,
        encoding text NOT NULL,
        source jsonb NOT NULL,
        plan jsonb NOT NULL,
        base_fingerprint text NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid NOT NULL,
        applied_at timestamptz,
        applied_by uuid
      );
      CREATE INDEX import_batches_created_idx ON import_batches (created_at DESC, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE import_batches, post_titles, postings, employment_statuses, employments, staff_numbers, person_changes, persons,
                 org_unit_periods, org_units;
    `);
  }
}
