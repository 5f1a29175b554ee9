import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether, to whom, how long ahead and how often a kind of reminder is told is a dated rule of the city. */
export class RulesOfReminders20261216000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reminder_rules_history (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        valid_from date NOT NULL,
        is_on boolean NOT NULL,
        leads integer[] NOT NULL,
        every integer,
        recipients text[] NOT NULL,
        escalate_after integer,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid,
        superseded_at timestamptz,
        superseded_by uuid,
        CONSTRAINT reminder_rules_leads CHECK (array_position(leads, NULL) IS NULL AND cardinality(leads) <= 9 AND 0 <= ALL (leads)),
        CONSTRAINT reminder_rules_numbers CHECK (every > 0 AND escalate_after > 0),
        CONSTRAINT reminder_rules_recipients CHECK (cardinality(recipients) > 0
          AND recipients <@ ARRAY['person', 'head', 'office', 'hr', 'administrator']),
        CONSTRAINT reminder_rules_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
        CONSTRAINT reminder_rules_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
        CONSTRAINT reminder_rules_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
      );
      CREATE UNIQUE INDEX reminder_rules_one_a_day ON reminder_rules_history (kind, valid_from) WHERE superseded_at IS NULL;
      CREATE VIEW reminder_rules AS
        SELECT id, kind, valid_from, is_on, leads, every, recipients, escalate_after, recorded_at, recorded_by FROM reminder_rules_history
        WHERE superseded_at IS NULL;
      CREATE TRIGGER reminder_rules_history_is_only_closed BEFORE UPDATE ON reminder_rules_history FOR EACH ROW
        WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
          OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
        EXECUTE FUNCTION refuse_to_rewrite_history();
      CREATE TRIGGER reminder_rules_history_is_kept BEFORE DELETE ON reminder_rules_history FOR EACH ROW
        WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(`SELECT 1 FROM reminder_rules_history LIMIT 1`)) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget what people were told by. Restore a backup instead.');
    await runner.query('DROP VIEW reminder_rules; DROP TABLE reminder_rules_history');
  }
}
