import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 代理: who acts as head of a unit for some days because its head, or DX推進室, has said so. */
export class NameDeputies20261130015000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEPUTIES);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query('SELECT 1 FROM head_deputies_history LIMIT 1')) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget who acted for heads. Restore a backup instead.');
    await runner.query('DROP VIEW head_deputies; DROP TABLE head_deputies_history;');
  }
}

const DEPUTIES = `
  CREATE TABLE head_deputies_history (
    id uuid PRIMARY KEY,
    org_unit_id uuid NOT NULL,
    person_id uuid NOT NULL,
    reason text NOT NULL CHECK (reason <> ''),
    valid_from date NOT NULL,
    -- A deputy always has a last day.
    valid_to date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT head_deputies_validity CHECK (valid_to > valid_from),
    CONSTRAINT head_deputies_unit_fkey FOREIGN KEY (org_unit_id) REFERENCES org_units (id),
    CONSTRAINT head_deputies_person_fkey FOREIGN KEY (person_id) REFERENCES person_identities (id),
    CONSTRAINT head_deputies_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT head_deputies_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id),
    CONSTRAINT head_deputies_no_overlap EXCLUDE USING gist
      (org_unit_id WITH =, person_id WITH =, daterange(valid_from, valid_to) WITH &&) WHERE (superseded_at IS NULL)
  );
  CREATE INDEX head_deputies_person_idx ON head_deputies_history (person_id);
  CREATE INDEX head_deputies_unit_idx ON head_deputies_history (org_unit_id);
  CREATE VIEW head_deputies AS
    SELECT id, org_unit_id, person_id, reason, valid_from, valid_to, recorded_at, recorded_by
    FROM head_deputies_history WHERE superseded_at IS NULL;
  CREATE TRIGGER head_deputies_history_is_only_closed BEFORE UPDATE ON head_deputies_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER head_deputies_history_is_kept BEFORE DELETE ON head_deputies_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();
  -- Nobody makes themselves the deputy.
  CREATE TRIGGER head_deputies_history_by_others BEFORE INSERT ON head_deputies_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND NEW.recorded_by IS NOT NULL)
    EXECUTE FUNCTION require_act_by_others('person_id');`;
