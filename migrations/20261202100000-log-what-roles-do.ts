import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * 活動の記録: what whoever holds a role did for others, in a line each: the unit that was helped, never a person. A role may ask
 * for so many of them.
 */
export class LogWhatRolesDo20261202100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACTIVITIES);
    await runner.query(`
      ALTER TABLE role_requirements ADD COLUMN activities integer CHECK (activities BETWEEN 1 AND 100),
        DROP CONSTRAINT role_requirements_kind, ADD CONSTRAINT role_requirements_kind CHECK (${kinds(true)}),
        ADD CONSTRAINT role_requirements_activities CHECK ((kind = 'practice_done') = (activities IS NOT NULL));`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM role_activities_history UNION ALL SELECT 1 FROM role_requirements WHERE kind = 'practice_done' LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget what was done in a role. Restore a backup instead.');
    await runner.query(`
      DROP VIEW role_activities; DROP TABLE role_activities_history;
      ALTER TABLE role_requirements DROP CONSTRAINT role_requirements_activities, DROP COLUMN activities,
        DROP CONSTRAINT role_requirements_kind, ADD CONSTRAINT role_requirements_kind CHECK (${kinds(false)});`);
  }
}

const kinds = (withPractice: boolean): string => `CASE kind
      WHEN 'course_completed' THEN course_key IS NOT NULL AND is_of_year IS NOT NULL
        AND num_nonnulls(certification_codes, months, employment_types) = 0
      WHEN 'certificate_held' THEN cardinality(certification_codes) > 0
        AND num_nonnulls(course_key, is_of_year, months, employment_types) = 0
      WHEN 'supporter_term' THEN months IS NOT NULL
        AND num_nonnulls(course_key, is_of_year, certification_codes, employment_types) = 0
      WHEN 'employment_type' THEN cardinality(employment_types) > 0
        AND num_nonnulls(course_key, is_of_year, certification_codes, months) = 0
      ${['recommendation', 'consent', 'approval', ...(withPractice ? ['practice_done'] : [])].map((kind) => `WHEN '${kind}' THEN num_nonnulls(course_key, is_of_year, certification_codes, months, employment_types) = 0`).join('\n      ')}
      ELSE false END`;

const ACTIVITIES = `
  CREATE TABLE role_activities_history (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person_identities,
    done_on date NOT NULL,
    -- Which unit was helped; none: the whole city or somebody outside.
    org_unit_id uuid REFERENCES org_units,
    what text NOT NULL CHECK (what IN ('tools', 'data', 'process', 'ai', 'security', 'teaching', 'other')),
    minutes integer NOT NULL CHECK (minutes BETWEEN 1 AND 600),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 200),
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT role_activities_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT role_activities_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT role_activities_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
  );
  CREATE INDEX role_activities_person_idx ON role_activities_history (person_id, done_on) WHERE superseded_at IS NULL;
  CREATE INDEX role_activities_unit_idx ON role_activities_history (org_unit_id);
  CREATE VIEW role_activities AS
    SELECT id, person_id, done_on, org_unit_id, what, minutes, note, recorded_at, recorded_by
    FROM role_activities_history WHERE superseded_at IS NULL;
  CREATE TRIGGER role_activities_history_is_only_closed BEFORE UPDATE ON role_activities_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER role_activities_history_is_kept BEFORE DELETE ON role_activities_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;
