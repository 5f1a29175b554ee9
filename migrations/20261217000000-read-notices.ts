import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Everybody has their notices in the product as well: the ledger says as what somebody is told and of which unit, so that nobody
 * goes on reading of a unit that is not theirs any more; what was read, and what was told by hand, are rows of their own.
 */
export class ReadNotices20261217000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reminder_ledger ADD COLUMN told_as text, ADD COLUMN about_unit_id uuid REFERENCES org_units;
      CREATE INDEX reminder_ledger_unit_idx ON reminder_ledger (about_unit_id) WHERE about_unit_id IS NOT NULL;
      UPDATE reminder_ledger SET told_as = 'person' WHERE kind NOT IN (${TOLD_TO_OTHERS});
      ${historyOf('notice_readings', 'act_id uuid NOT NULL', 'act_id')}
      CREATE INDEX notice_readings_act_idx ON notice_readings_history (act_id);
      ${historyOf('notice_tellings', 'told_on date NOT NULL', 'told_on')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM notice_readings_history UNION ALL SELECT 1 FROM notice_tellings_history LIMIT 1',
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget what was read and told. Restore a backup instead.');
    await runner.query(`
      DROP VIEW notice_readings, notice_tellings; DROP TABLE notice_readings_history, notice_tellings_history;
      ALTER TABLE reminder_ledger DROP COLUMN told_as, DROP COLUMN about_unit_id;
    `);
  }
}

/** Of what went out before, it is not known whether it went to the person, to a head or to an office: in the product it is not shown. */
const TOLD_TO_OTHERS = [
  ...['unit_without_leader', 'term_ending', 'support_asked', 'nomination_waiting'],
  'nomination_decided',
]
  .map((name) => `'${name}'`)
  .join(', ');

/** Once a notice, as long as it stands. */
const historyOf = (table: string, column: string, name: string): string => `
  CREATE TABLE ${table}_history (
    id uuid PRIMARY KEY,
    reminder_id uuid NOT NULL,
    ${column},
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT ${table}_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT ${table}_reminder_fkey FOREIGN KEY (reminder_id) REFERENCES reminder_ledger (id),
    CONSTRAINT ${table}_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT ${table}_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
  );
  CREATE UNIQUE INDEX ${table}_once ON ${table}_history (reminder_id) WHERE superseded_at IS NULL;
  CREATE INDEX ${table}_reminder_idx ON ${table}_history (reminder_id);
  CREATE VIEW ${table} AS SELECT id, reminder_id, ${name}, recorded_at, recorded_by FROM ${table}_history WHERE superseded_at IS NULL;
  CREATE TRIGGER ${table}_history_is_only_closed BEFORE UPDATE ON ${table}_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER ${table}_history_is_kept BEFORE DELETE ON ${table}_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;
