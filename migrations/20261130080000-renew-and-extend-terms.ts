import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A term is followed by another one (再任), which says which one it follows, or goes on beyond its end (任期延長): the rows
 * of the appointment get the later end, and a fact of its own keeps the end of before, the number of the decision and why.
 */
export class RenewAndExtendTerms20261130080000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RENEWALS + EXTENSIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM role_appointments_history WHERE renews_id IS NOT NULL
       UNION ALL SELECT 1 FROM role_appointment_extensions_history LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget which terms were renewed. Restore a backup instead.');
    await runner.query(`
      DROP VIEW role_appointment_extensions;
      DROP TABLE role_appointment_extensions_history;
      DROP VIEW role_appointments;
      ALTER TABLE role_appointments_history DROP COLUMN renews_id;
      CREATE VIEW role_appointments AS SELECT ${COLUMNS_BEFORE}, row_id, recorded_at, recorded_by
        FROM role_appointments_history WHERE superseded_at IS NULL;`);
  }
}

const COLUMNS_BEFORE = `id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to, end_reason, document_number, note,
      appointed_at, appointed_by`;

const RENEWALS = `
  ALTER TABLE role_appointments_history ADD COLUMN renews_id uuid CHECK (renews_id <> id);
  CREATE INDEX role_appointments_renews_idx ON role_appointments_history (renews_id) WHERE renews_id IS NOT NULL;
  CREATE OR REPLACE VIEW role_appointments AS SELECT ${COLUMNS_BEFORE}, row_id, recorded_at, recorded_by, renews_id
    FROM role_appointments_history WHERE superseded_at IS NULL;`;

const EXTENSIONS = `
  CREATE TABLE role_appointment_extensions_history (
    id uuid PRIMARY KEY,
    appointment_id uuid NOT NULL,
    -- The last day of the term before, and by the extension.
    old_end date NOT NULL,
    new_end date NOT NULL,
    document_number text NOT NULL CHECK (document_number <> ''),
    reason text NOT NULL CHECK (reason <> ''),
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT role_appointment_extensions_days CHECK (old_end < new_end),
    CONSTRAINT role_appointment_extensions_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT role_appointment_extensions_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT role_appointment_extensions_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id),
    CONSTRAINT role_appointment_extensions_no_overlap EXCLUDE USING gist
      (appointment_id WITH =, daterange(old_end, new_end) WITH &&) WHERE (superseded_at IS NULL)
  );
  CREATE VIEW role_appointment_extensions AS
    SELECT id, appointment_id, old_end, new_end, document_number, reason, recorded_at, recorded_by
    FROM role_appointment_extensions_history WHERE superseded_at IS NULL;
  CREATE TRIGGER role_appointment_extensions_history_is_only_closed BEFORE UPDATE ON role_appointment_extensions_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER role_appointment_extensions_history_is_kept BEFORE DELETE ON role_appointment_extensions_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;
