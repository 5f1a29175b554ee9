import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Questions that turned out to be wrong: they are withdrawn, what was scored with them is scored again, and how a question
 * does is counted at night. What a result was before stays.
 */
export class WithdrawQuestions20261130001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WITHDRAWALS);
    await runner.query(RESCORINGS);
    await runner.query(STATISTICS);
  }

  /** Results that were changed would lose what they were before: only a database without them can go back. */
  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM question_withdrawals_history LIMIT 1',
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget withdrawn questions. Restore a backup instead.');
    await runner.query(`
      DROP VIEW withdrawn_questions, question_withdrawals;
      DROP TABLE question_statistics, attempt_rescorings, question_rescorings, question_withdrawals_history;
      DROP INDEX quiz_attempt_questions_question_idx;
    `);
  }
}

const WITHDRAWALS = `
  CREATE TABLE question_withdrawals_history (
    id uuid PRIMARY KEY,
    question_id uuid NOT NULL,
    -- Right for everybody, or right by the old key or by that of the corrected text.
    treatment text NOT NULL CHECK (treatment IN ('all_right', 'either_key')),
    replacement_id uuid,
    -- Read by everybody who was asked the question.
    reason text NOT NULL CHECK (reason <> ''),
    withdrawn_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT question_withdrawals_replacement CHECK ((treatment = 'either_key') = (replacement_id IS NOT NULL)),
    CONSTRAINT question_withdrawals_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT question_withdrawals_history_question_fkey FOREIGN KEY (question_id) REFERENCES questions (id),
    CONSTRAINT question_withdrawals_history_replacement_fkey FOREIGN KEY (replacement_id) REFERENCES questions (id),
    CONSTRAINT question_withdrawals_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT question_withdrawals_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
  );
  CREATE UNIQUE INDEX question_withdrawals_one ON question_withdrawals_history (question_id) WHERE superseded_at IS NULL;
  CREATE INDEX question_withdrawals_question_idx ON question_withdrawals_history (question_id);
  CREATE INDEX question_withdrawals_replacement_idx ON question_withdrawals_history (replacement_id);
  CREATE VIEW question_withdrawals AS
    SELECT id, question_id, treatment, replacement_id, reason, withdrawn_on, recorded_at, recorded_by
    FROM question_withdrawals_history WHERE superseded_at IS NULL;
  -- Also the same text published again with another tag: what was wrong in it still is.
  CREATE VIEW withdrawn_questions AS
    SELECT DISTINCT ON (q.id) q.id AS question_id, w.id AS withdrawal_id, w.treatment, w.replacement_id, w.reason, w.withdrawn_on
    FROM question_withdrawals w
    JOIN questions o ON o.id = w.question_id
    JOIN questions q ON q.key = o.key AND q.body = o.body
    ORDER BY q.id, w.recorded_at, w.id;
  CREATE TRIGGER question_withdrawals_history_is_only_closed BEFORE UPDATE ON question_withdrawals_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER question_withdrawals_history_is_kept BEFORE DELETE ON question_withdrawals_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;

/** What a result was is added and never changed: the product has no right to. */
const RESCORINGS = `
  CREATE TABLE question_rescorings (
    id uuid PRIMARY KEY,
    withdrawal_id uuid NOT NULL,
    reason text NOT NULL CHECK (reason <> ''),
    ordered_at timestamptz NOT NULL,
    ordered_by uuid,
    done_at timestamptz,
    CONSTRAINT question_rescorings_withdrawal_fkey FOREIGN KEY (withdrawal_id) REFERENCES question_withdrawals_history (id),
    CONSTRAINT question_rescorings_ordered_by_fkey FOREIGN KEY (ordered_by) REFERENCES accounts (id)
  );
  CREATE INDEX question_rescorings_withdrawal_idx ON question_rescorings (withdrawal_id);
  CREATE UNIQUE INDEX question_rescorings_one_open ON question_rescorings (withdrawal_id) WHERE done_at IS NULL;
  CREATE TABLE attempt_rescorings (
    rescoring_id uuid NOT NULL,
    attempt_id uuid NOT NULL,
    position integer NOT NULL,
    correct_before integer NOT NULL,
    passed_before boolean NOT NULL,
    correct_after integer NOT NULL,
    passed_after boolean NOT NULL,
    rescored_at timestamptz NOT NULL,
    PRIMARY KEY (rescoring_id, attempt_id),
    -- Nobody loses by it.
    CONSTRAINT attempt_rescorings_never_less CHECK (correct_after >= correct_before AND passed_after >= passed_before),
    CONSTRAINT attempt_rescorings_rescoring_fkey FOREIGN KEY (rescoring_id) REFERENCES question_rescorings (id),
    CONSTRAINT attempt_rescorings_answer_fkey FOREIGN KEY (attempt_id, position) REFERENCES quiz_attempt_questions (attempt_id, position)
  );
  CREATE INDEX attempt_rescorings_attempt_idx ON attempt_rescorings (attempt_id, position);
  CREATE INDEX quiz_attempt_questions_question_idx ON quiz_attempt_questions (question_id);`;

const STATISTICS = `
  CREATE TABLE question_statistics (
    question_id uuid PRIMARY KEY REFERENCES questions,
    -- First answers, one of each person.
    answers integer NOT NULL CHECK (answers > 0),
    facility double precision,
    discrimination double precision,
    median_seconds double precision,
    -- Facility of the later half minus that of the earlier, apart from who answered.
    drift double precision,
    flags text[] NOT NULL,
    -- Of each choice as written: its share among all, and among those who do best and worst.
    choices jsonb,
    counted_at timestamptz NOT NULL
  );`;
