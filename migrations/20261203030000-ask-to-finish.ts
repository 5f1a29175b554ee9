import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A head has somebody of the unit reminded of what is open: once a person and matter in seven days, whoever presses. The ledger
 * takes it up as one more kind; how often somebody was reminded of one matter is the number of the request.
 */
export class AskToFinish20261203030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reminder_requests_history (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        object_id uuid NOT NULL,
        org_unit_id uuid NOT NULL,
        asked_on date NOT NULL,
        number integer NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid,
        superseded_at timestamptz,
        superseded_by uuid,
        CONSTRAINT reminder_requests_number CHECK (number > 0),
        CONSTRAINT reminder_requests_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
        CONSTRAINT reminder_requests_person_fkey FOREIGN KEY (person_id) REFERENCES person_identities (id),
        CONSTRAINT reminder_requests_unit_fkey FOREIGN KEY (org_unit_id) REFERENCES org_units (id),
        CONSTRAINT reminder_requests_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
        CONSTRAINT reminder_requests_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id),
        CONSTRAINT reminder_requests_numbered UNIQUE (person_id, object_id, number),
        CONSTRAINT reminder_requests_once_a_week EXCLUDE USING gist
          (person_id WITH =, object_id WITH =, daterange(asked_on, asked_on + 7) WITH &&) WHERE (superseded_at IS NULL)
      );
      CREATE INDEX reminder_requests_unit_idx ON reminder_requests_history (org_unit_id, asked_on);
      CREATE VIEW reminder_requests AS
        SELECT id, person_id, object_id, org_unit_id, asked_on, number, recorded_at, recorded_by FROM reminder_requests_history
        WHERE superseded_at IS NULL;
      CREATE TRIGGER reminder_requests_history_is_only_closed BEFORE UPDATE ON reminder_requests_history FOR EACH ROW
        WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
          OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
        EXECUTE FUNCTION refuse_to_rewrite_history();
      CREATE TRIGGER reminder_requests_history_is_kept BEFORE DELETE ON reminder_requests_history FOR EACH ROW
        WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();
      ${takesKinds([...BEFORE, NEW])}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM reminder_requests_history UNION ALL SELECT 1 FROM reminder_ledger WHERE kind = '${NEW}' LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget who was reminded. Restore a backup instead.');
    await runner.query(
      `DROP VIEW reminder_requests; DROP TABLE reminder_requests_history; ${takesKinds(BEFORE)}`,
    );
  }
}

const BEFORE = [
  ...['learning_due', 'learning_overdue', 'unit_without_leader', 'term_ending'],
  ...['exam_booked', 'exam_result_due', 'practice_stopped', 'practice_daily'],
  ...[
    'consent_asked',
    'support_asked',
    'nomination_waiting',
    'nomination_decided',
    'intention_asked',
    'certificate_changed',
  ],
] as const;
const NEW = 'learning_asked';

const takesKinds = (kinds: readonly string[]): string => `
  ALTER TABLE reminder_ledger DROP CONSTRAINT reminder_ledger_kind_check,
    ADD CONSTRAINT reminder_ledger_kind_check CHECK (kind IN (${kinds.map((name) => `'${name}'`).join(', ')}));`;
