import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a role asks for is data with a validity: versions from a day on, and their requirements as rows that belong to one
 * version and never change. The first version of both roles asks for nothing, as the product did.
 */
export class RolesAsData20261130010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ROLES + VERSIONS + REQUIREMENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM role_versions_history WHERE recorded_by IS NOT NULL LIMIT 1',
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget what roles ask for. Restore a backup instead.');
    await runner.query(`
      DROP TABLE role_requirements;
      DROP VIEW role_versions;
      DROP TABLE role_versions_history, dx_roles;`);
  }
}

const ROLES = `
  CREATE TABLE dx_roles (
    key text PRIMARY KEY CHECK (key ~ '^[a-z][a-z0-9-]{0,39}$'),
    created_at timestamptz NOT NULL
  );
  INSERT INTO dx_roles (key, created_at) VALUES ('leader', '2000-01-01T00:00:00+09:00'), ('supporter', '2000-01-01T00:00:00+09:00');`;

const VERSIONS = `
  CREATE TABLE role_versions_history (
    id uuid PRIMARY KEY,
    role text NOT NULL REFERENCES dx_roles (key),
    version integer NOT NULL CHECK (version > 0),
    valid_from date NOT NULL,
    -- 任命 or 委嘱.
    letter text NOT NULL CHECK (letter IN ('appointment', 'commission')),
    -- None: to the end of the third fiscal year.
    term_months integer CHECK (term_months BETWEEN 1 AND 60),
    note text NOT NULL CHECK (note <> ''),
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT role_versions_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT role_versions_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT role_versions_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
  );
  CREATE UNIQUE INDEX role_versions_one_a_day ON role_versions_history (role, valid_from) WHERE superseded_at IS NULL;
  -- A number that was ever given stays with what it meant.
  CREATE UNIQUE INDEX role_versions_number ON role_versions_history (role, version);
  CREATE VIEW role_versions AS
    SELECT id, role, version, valid_from, letter, term_months, note, recorded_at, recorded_by
    FROM role_versions_history WHERE superseded_at IS NULL;
  CREATE TRIGGER role_versions_history_is_only_closed BEFORE UPDATE ON role_versions_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER role_versions_history_is_kept BEFORE DELETE ON role_versions_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();
  INSERT INTO role_versions_history (id, role, version, valid_from, letter, note, recorded_at) VALUES
    ('00000000-0000-4000-8000-000000000201', 'leader', 1, '2000-01-01', 'appointment', '既定', '2000-01-01T00:00:00+09:00'),
    ('00000000-0000-4000-8000-000000000202', 'supporter', 1, '2000-01-01', 'appointment', '既定', '2000-01-01T00:00:00+09:00');`;

const REQUIREMENTS = `
  CREATE TABLE role_requirements (
    id uuid PRIMARY KEY,
    role_version_id uuid NOT NULL REFERENCES role_versions_history,
    position integer NOT NULL CHECK (position > 0),
    -- 必須; else 望ましい.
    is_required boolean NOT NULL,
    -- Of those with the same number one is enough; without a number it is asked for by itself.
    alternative integer CHECK (alternative > 0),
    kind text NOT NULL,
    course_key text REFERENCES courses (key),
    -- In the edition of the fiscal year; else ever.
    is_of_year boolean,
    -- The certificate and those that count like it.
    certification_codes text[],
    months integer CHECK (months BETWEEN 1 AND 120),
    employment_types text[],
    UNIQUE (role_version_id, position),
    CONSTRAINT role_requirements_kind CHECK (CASE kind
      WHEN 'course_completed' THEN course_key IS NOT NULL AND is_of_year IS NOT NULL
        AND num_nonnulls(certification_codes, months, employment_types) = 0
      WHEN 'certificate_held' THEN cardinality(certification_codes) > 0
        AND num_nonnulls(course_key, is_of_year, months, employment_types) = 0
      WHEN 'supporter_term' THEN months IS NOT NULL
        AND num_nonnulls(course_key, is_of_year, certification_codes, employment_types) = 0
      WHEN 'employment_type' THEN cardinality(employment_types) > 0
        AND num_nonnulls(course_key, is_of_year, certification_codes, months) = 0
      WHEN 'recommendation' THEN num_nonnulls(course_key, is_of_year, certification_codes, months, employment_types) = 0
      WHEN 'consent' THEN num_nonnulls(course_key, is_of_year, certification_codes, months, employment_types) = 0
      WHEN 'approval' THEN num_nonnulls(course_key, is_of_year, certification_codes, months, employment_types) = 0
      ELSE false END)
  );
  CREATE INDEX role_requirements_course_idx ON role_requirements (course_key) WHERE course_key IS NOT NULL;`;
