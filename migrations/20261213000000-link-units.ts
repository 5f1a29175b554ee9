import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * 前身と後継: from which units a unit took over, from a day on. Rows of an import like all others: taken back with it, never
 * rewritten.
 */
export class LinkUnits20261213000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE unit_successions_history (
        id uuid PRIMARY KEY,
        -- The one of before, and the one that took over.
        org_unit_id uuid NOT NULL CONSTRAINT unit_successions_unit_fkey REFERENCES org_units (id),
        successor_id uuid NOT NULL CONSTRAINT unit_successions_successor_fkey REFERENCES org_units (id),
        kind text NOT NULL CONSTRAINT unit_successions_kind CHECK (kind IN ('merger', 'split', 'takeover')),
        valid_from date NOT NULL,
        valid_to date,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid,
        superseded_at timestamptz,
        superseded_by uuid,
        CONSTRAINT unit_successions_apart CHECK (org_unit_id <> successor_id),
        -- What was taken over stays so.
        CONSTRAINT unit_successions_open CHECK (valid_to IS NULL),
        CONSTRAINT unit_successions_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
        CONSTRAINT unit_successions_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
        CONSTRAINT unit_successions_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
      );
      CREATE UNIQUE INDEX unit_successions_once ON unit_successions_history (org_unit_id, successor_id) WHERE superseded_at IS NULL;
      CREATE INDEX unit_successions_successor_idx ON unit_successions_history (successor_id) WHERE superseded_at IS NULL;
      CREATE VIEW unit_successions AS SELECT id, org_unit_id, successor_id, kind, valid_from, valid_to, recorded_at, recorded_by
        FROM unit_successions_history WHERE superseded_at IS NULL;
      CREATE TRIGGER unit_successions_history_is_only_closed BEFORE UPDATE ON unit_successions_history FOR EACH ROW
        WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
          OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
        EXECUTE FUNCTION refuse_to_rewrite_history();
      CREATE TRIGGER unit_successions_history_is_kept BEFORE DELETE ON unit_successions_history FOR EACH ROW
        WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();
      ALTER TABLE import_rows DROP CONSTRAINT import_rows_table, ADD CONSTRAINT import_rows_table CHECK (table_name IN
        ('org_unit_periods', 'unit_successions', 'person_details', 'staff_numbers', 'employments', 'employment_statuses', 'postings'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM unit_successions_history LIMIT 1',
    )) as unknown[];
    if (some.length > 0)
      throw new Error(
        'This would forget which units took over from which. Restore a backup instead.',
      );
    await runner.query(`
      ALTER TABLE import_rows DROP CONSTRAINT import_rows_table, ADD CONSTRAINT import_rows_table CHECK (table_name IN
        ('org_unit_periods', 'person_details', 'staff_numbers', 'employments', 'employment_statuses', 'postings'));
      DROP VIEW unit_successions;
      DROP TABLE unit_successions_history;
    `);
  }
}
