import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reminders of exams, and of practice for whoever asked for them: what somebody wishes to be told is a dated fact. */
export class RemindOfExamsAndPractice20261130002100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(takesKinds([...BEFORE, ...NEW]));
    await runner.query(WISHES);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM practice_notice_wishes_history UNION ALL SELECT 1 FROM reminder_ledger WHERE kind IN (${listed(NEW)}) LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget who was told of what. Restore a backup instead.');
    await runner.query(
      'DROP VIEW practice_notice_wishes; DROP TABLE practice_notice_wishes_history;',
    );
    await runner.query(takesKinds(BEFORE));
  }
}

const BEFORE = ['learning_due', 'learning_overdue', 'unit_without_leader', 'term_ending'] as const;
const NEW = ['exam_booked', 'exam_result_due', 'practice_stopped', 'practice_daily'] as const;

const listed = (kinds: readonly string[]) => kinds.map((kind) => `'${kind}'`).join(', ');

const takesKinds = (kinds: readonly string[]): string => `
  ALTER TABLE reminder_ledger DROP CONSTRAINT reminder_ledger_kind_check,
    ADD CONSTRAINT reminder_ledger_kind_check CHECK (kind IN (${listed(kinds)}));`;

/** From valid_from to the day before valid_to; nobody who is not in it is told of practice. */
const WISHES = `
  CREATE TABLE practice_notice_wishes_history (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person_identities,
    -- Told of today's ten questions, or that practice has stopped.
    wish text NOT NULL CHECK (wish IN ('daily', 'stopped')),
    valid_from date NOT NULL,
    valid_to date,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT practice_notice_wishes_days CHECK (valid_to IS NULL OR valid_from < valid_to),
    CONSTRAINT practice_notice_wishes_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT practice_notice_wishes_one_a_day EXCLUDE USING gist (person_id WITH =, wish WITH =, daterange(valid_from, valid_to) WITH &&)
      WHERE (superseded_at IS NULL),
    CONSTRAINT practice_notice_wishes_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT practice_notice_wishes_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
  );
  CREATE INDEX practice_notice_wishes_person_idx ON practice_notice_wishes_history (person_id);
  CREATE VIEW practice_notice_wishes AS
    SELECT id, person_id, wish, valid_from, valid_to, recorded_at, recorded_by
    FROM practice_notice_wishes_history WHERE superseded_at IS NULL;
  CREATE TRIGGER practice_notice_wishes_history_is_only_closed BEFORE UPDATE ON practice_notice_wishes_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER practice_notice_wishes_history_is_kept BEFORE DELETE ON practice_notice_wishes_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;
