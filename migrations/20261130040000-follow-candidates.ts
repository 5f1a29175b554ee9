import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Between "would like to" and "booked": what somebody answered when they were asked, and whether they want to be named on the
 * board of candidates. Both are the person's own, dated, and taken back with one press.
 */
export class FollowCandidates20261130040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INTENTIONS + history('exam_intentions', INTENTION_COLUMNS));
    await runner.query(SHARES + history('exam_progress_shares', SHARE_COLUMNS));
    await runner.query(
      takesKinds([...BEFORE, ...NEW]) +
        takesWishes(['daily', 'stopped', 'unasked']) +
        takesStates(['booked', 'provisional_pass', 'passed', 'failed', 'cancelled']),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM exam_intentions_history UNION ALL SELECT 1 FROM exam_progress_shares_history
       UNION ALL SELECT 1 FROM practice_notice_wishes_history WHERE wish = 'unasked'
       UNION ALL SELECT 1 FROM exam_attempts_history WHERE state = 'passed'
       UNION ALL SELECT 1 FROM reminder_ledger WHERE kind IN (${listed(NEW)}) LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget who wants to sit an exam. Restore a backup instead.');
    await runner.query(`
      DROP VIEW exam_intentions, exam_progress_shares;
      DROP TABLE exam_intentions_history, exam_progress_shares_history;`);
    await runner.query(
      takesKinds(BEFORE) +
        takesWishes(['daily', 'stopped']) +
        takesStates(['booked', 'provisional_pass', 'failed', 'cancelled']),
    );
  }
}

const BEFORE = [
  ...['learning_due', 'learning_overdue', 'unit_without_leader', 'term_ending'],
  ...['exam_booked', 'exam_result_due', 'practice_stopped', 'practice_daily'],
  ...['consent_asked', 'support_asked', 'nomination_waiting', 'nomination_decided'],
] as const;
const NEW = ['intention_asked'] as const;

const listed = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');

const takesKinds = (kinds: readonly string[]): string => `
  ALTER TABLE reminder_ledger DROP CONSTRAINT reminder_ledger_kind_check,
    ADD CONSTRAINT reminder_ledger_kind_check CHECK (kind IN (${listed(kinds)}));`;

const takesWishes = (wishes: readonly string[]): string => `
  ALTER TABLE practice_notice_wishes_history DROP CONSTRAINT practice_notice_wishes_history_wish_check,
    ADD CONSTRAINT practice_notice_wishes_history_wish_check CHECK (wish IN (${listed(wishes)}));`;

/** 合格: announced, where 合格見込み is what the screen said. */
const takesStates = (states: readonly string[]): string => `
  ALTER TABLE exam_attempts_history DROP CONSTRAINT exam_attempts_state_check,
    ADD CONSTRAINT exam_attempts_state_check CHECK (state IN (${listed(states)}));`;

const RECORDED = (table: string): string => `
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT ${table}_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT ${table}_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT ${table}_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)`;

/** A row a person and qualification: the answer that stands. */
const INTENTIONS = `
  CREATE TABLE exam_intentions_history (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person_identities,
    certification_id uuid NOT NULL REFERENCES certifications,
    answer text NOT NULL CHECK (answer IN ('wanted', 'undecided', 'not_this_year', 'withdrawn')),
    -- Since when the answer is this one.
    said_on date NOT NULL,
    -- The first of the month by which it is wanted.
    wanted_by date CHECK (extract(day FROM wanted_by) = 1),
    -- Why it was withdrawn, if the person likes to say so.
    reason text CHECK (reason <> ''),
    CONSTRAINT exam_intentions_wanted CHECK (answer = 'wanted' OR wanted_by IS NULL),
    CONSTRAINT exam_intentions_reason CHECK (answer = 'withdrawn' OR reason IS NULL),${RECORDED('exam_intentions')}
  );
  CREATE UNIQUE INDEX exam_intentions_one ON exam_intentions_history (person_id, certification_id) WHERE superseded_at IS NULL;
  CREATE INDEX exam_intentions_certification_idx ON exam_intentions_history (certification_id) WHERE superseded_at IS NULL;`;
const INTENTION_COLUMNS = 'id, person_id, certification_id, answer, said_on, wanted_by, reason';

/** From valid_from to the day before valid_to the person wants to be named while they prepare. */
const SHARES = `
  CREATE TABLE exam_progress_shares_history (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person_identities,
    certification_id uuid NOT NULL REFERENCES certifications,
    valid_from date NOT NULL,
    valid_to date,${RECORDED('exam_progress_shares')},
    CONSTRAINT exam_progress_shares_days CHECK (valid_to IS NULL OR valid_from < valid_to),
    CONSTRAINT exam_progress_shares_one_a_day EXCLUDE USING gist (person_id WITH =, certification_id WITH =,
      daterange(valid_from, valid_to) WITH &&) WHERE (superseded_at IS NULL)
  );
  CREATE INDEX exam_progress_shares_certification_idx ON exam_progress_shares_history (certification_id) WHERE superseded_at IS NULL;`;
const SHARE_COLUMNS = 'id, person_id, certification_id, valid_from, valid_to';

const history = (table: string, columns: string): string => `
  CREATE VIEW ${table} AS
    SELECT ${columns}, recorded_at, recorded_by FROM ${table}_history WHERE superseded_at IS NULL;
  CREATE TRIGGER ${table}_history_is_only_closed BEFORE UPDATE ON ${table}_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER ${table}_history_is_kept BEFORE DELETE ON ${table}_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;
