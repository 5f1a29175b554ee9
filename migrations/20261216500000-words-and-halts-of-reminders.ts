import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The words of a kind of reminder as dated rows, one switch that stops all of them in a disaster (the ledger says of which entry
 * it was the reason), and notices of what waits or has happened: certificates, letters, imports.
 */
export class WordsAndHaltsOfReminders20261216500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A row without words goes back to those of the product.
      CREATE TABLE reminder_words_history (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        valid_from date NOT NULL,
        title text,
        line text,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid,
        superseded_at timestamptz,
        superseded_by uuid,
        CONSTRAINT reminder_words_said CHECK (title <> '' AND line <> '' AND (title IS NULL) = (line IS NULL)),
        CONSTRAINT reminder_words_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
        CONSTRAINT reminder_words_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
        CONSTRAINT reminder_words_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
      );
      CREATE UNIQUE INDEX reminder_words_one_a_day ON reminder_words_history (kind, valid_from) WHERE superseded_at IS NULL;
      CREATE VIEW reminder_words AS
        SELECT id, kind, valid_from, title, line, recorded_at, recorded_by FROM reminder_words_history WHERE superseded_at IS NULL;
      CREATE TRIGGER reminder_words_history_is_only_closed BEFORE UPDATE ON reminder_words_history FOR EACH ROW
        WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
          OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
        EXECUTE FUNCTION refuse_to_rewrite_history();
      CREATE TRIGGER reminder_words_history_is_kept BEFORE DELETE ON reminder_words_history FOR EACH ROW
        WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();

      CREATE TABLE reminder_halts (
        id uuid PRIMARY KEY,
        reason text NOT NULL CONSTRAINT reminder_halts_reason CHECK (reason <> ''),
        started_at timestamptz NOT NULL,
        started_by uuid NOT NULL CONSTRAINT reminder_halts_started_by_fkey REFERENCES accounts (id),
        ended_at timestamptz CONSTRAINT reminder_halts_ended_at CHECK (ended_at >= started_at),
        ended_by uuid CONSTRAINT reminder_halts_ended_by_fkey REFERENCES accounts (id),
        CONSTRAINT reminder_halts_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL))
      );
      CREATE UNIQUE INDEX reminder_halts_one_at_a_time ON reminder_halts ((true)) WHERE ended_at IS NULL;
      ALTER TABLE reminder_ledger ADD COLUMN halt_id uuid CONSTRAINT reminder_ledger_halt_fkey REFERENCES reminder_halts (id),
        ADD CONSTRAINT reminder_ledger_halted CHECK (halt_id IS NULL OR dropped_at IS NOT NULL);
      CREATE INDEX reminder_ledger_halt_idx ON reminder_ledger (halt_id) WHERE halt_id IS NOT NULL;
      ${takesKinds([...BEFORE, ...NEW])}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM reminder_words_history UNION ALL SELECT 1 FROM reminder_halts
       UNION ALL SELECT 1 FROM reminder_ledger WHERE kind IN (${listed(NEW)}) LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget who was told of what. Restore a backup instead.');
    await runner.query(`
      ALTER TABLE reminder_ledger DROP CONSTRAINT reminder_ledger_halted, DROP COLUMN halt_id;
      DROP TABLE reminder_halts;
      DROP VIEW reminder_words; DROP TABLE reminder_words_history;
      ${takesKinds(BEFORE)}
    `);
  }
}

const BEFORE = [
  ...['learning_due', 'learning_overdue', 'learning_asked', 'unit_without_leader', 'term_ending'],
  ...['exam_booked', 'exam_result_due', 'practice_stopped', 'practice_daily', 'intention_asked'],
  ...['consent_asked', 'support_asked', 'nomination_waiting', 'nomination_decided'],
  'certificate_changed',
];
const NEW = [
  'certificate_verified',
  'certificate_expiring',
  'letter_issued',
  'verification_waiting',
  'import_waiting',
];

const listed = (kinds: readonly string[]) => kinds.map((kind) => `'${kind}'`).join(', ');

const takesKinds = (kinds: readonly string[]): string => `
  ALTER TABLE reminder_ledger DROP CONSTRAINT reminder_ledger_kind_check,
    ADD CONSTRAINT reminder_ledger_kind_check CHECK (kind IN (${listed(kinds)}));`;
