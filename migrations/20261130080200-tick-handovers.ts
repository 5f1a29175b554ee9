import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was handed over when somebody with a role left a unit, or was talked over where they arrived. That there is something to
 * hand over is told from postings, absences and terms; only the ticks are kept.
 */
export class TickHandovers20261130080200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TICKS);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query('SELECT 1 FROM handover_ticks_history LIMIT 1')) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget what was handed over. Restore a backup instead.');
    await runner.query('DROP VIEW handover_ticks; DROP TABLE handover_ticks_history;');
  }
}

const TICKS = `
  CREATE TABLE handover_ticks_history (
    id uuid PRIMARY KEY,
    appointment_id uuid NOT NULL,
    org_unit_id uuid NOT NULL REFERENCES org_units,
    -- The day from which there was something to hand over: the same person may leave the same unit again.
    since date NOT NULL,
    item text NOT NULL CHECK (item IN ('materials', 'access', 'ongoing', 'successor', 'confirmed')),
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT handover_ticks_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT handover_ticks_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT handover_ticks_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
  );
  CREATE UNIQUE INDEX handover_ticks_one ON handover_ticks_history (appointment_id, org_unit_id, since, item) WHERE superseded_at IS NULL;
  CREATE INDEX handover_ticks_unit_idx ON handover_ticks_history (org_unit_id);
  CREATE VIEW handover_ticks AS
    SELECT id, appointment_id, org_unit_id, since, item, recorded_at, recorded_by FROM handover_ticks_history WHERE superseded_at IS NULL;
  CREATE TRIGGER handover_ticks_history_is_only_closed BEFORE UPDATE ON handover_ticks_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER handover_ticks_history_is_kept BEFORE DELETE ON handover_ticks_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;
