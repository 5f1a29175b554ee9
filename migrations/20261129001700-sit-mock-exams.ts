import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mock exams: which of their questions count, and how much longer than others somebody may take. */
export class SitMockExams20261129001700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ATTEMPTS);
    await runner.query(MOCKS);
    await runner.query(ALLOWANCES);
  }

  /** Mocks and who was given more time would be forgotten: only a database without them can go back. */
  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM mock_exams UNION ALL SELECT 1 FROM exam_time_allowances_history LIMIT 1',
    )) as unknown[];
    if (some.length > 0) throw new Error('This would forget mock exams. Restore a backup instead.');
    await runner.query(`
      DROP VIEW exam_time_allowances;
      DROP TABLE exam_time_allowances_history, mock_exams;
      ALTER TABLE quiz_attempt_questions DROP COLUMN late_at;
      ALTER TABLE quiz_attempts DROP COLUMN is_private;
    `);
  }
}

const ATTEMPTS = `
  -- What came of it is nobody else's business: no log says it.
  ALTER TABLE quiz_attempts ADD COLUMN is_private boolean NOT NULL DEFAULT false;
  -- When an answer that was not counted arrived after the deadline.
  ALTER TABLE quiz_attempt_questions ADD COLUMN late_at timestamptz;`;

const MOCKS = `
  CREATE TABLE mock_exams (
    attempt_id uuid PRIMARY KEY REFERENCES quiz_attempts,
    person_id uuid NOT NULL REFERENCES person_identities,
    syllabus_key text NOT NULL,
    form text NOT NULL CHECK (form IN ('full', 'short', 'field')),
    -- A fixed paper; none: drawn by the blueprint.
    paper text,
    field_key text,
    -- Without the time somebody was given beyond it.
    minutes integer NOT NULL CHECK (minutes > 0),
    extra_minutes integer NOT NULL CHECK (extra_minutes >= 0),
    -- As in the real exam some questions do not count; which ones is drawn at the start and told at the end.
    scored_positions integer[] NOT NULL CHECK (cardinality(scored_positions) > 0),
    -- How many of the questions the person had been asked in a mock before.
    seen_count integer NOT NULL CHECK (seen_count >= 0),
    finished_at timestamptz,
    FOREIGN KEY (syllabus_key, field_key) REFERENCES syllabus_fields,
    CONSTRAINT mock_exams_syllabus_fkey FOREIGN KEY (syllabus_key) REFERENCES syllabi,
    CONSTRAINT mock_exams_field CHECK ((form = 'field') = (field_key IS NOT NULL)),
    CONSTRAINT mock_exams_paper CHECK (paper IS NULL OR form = 'full')
  );
  CREATE UNIQUE INDEX mock_exams_one_open ON mock_exams (person_id) WHERE finished_at IS NULL;
  CREATE INDEX mock_exams_person_idx ON mock_exams (person_id, syllabus_key);
  CREATE INDEX mock_exams_syllabus_idx ON mock_exams (syllabus_key, field_key);`;

const ALLOWANCES = `
  CREATE TABLE exam_time_allowances_history (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person_identities,
    -- How much longer than the others, of a hundred.
    extra_percent integer NOT NULL CHECK (extra_percent BETWEEN 1 AND 200),
    reason text NOT NULL CHECK (reason <> ''),
    valid_from date NOT NULL,
    valid_to date,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT exam_time_allowances_days CHECK (valid_to IS NULL OR valid_from < valid_to),
    CONSTRAINT exam_time_allowances_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT exam_time_allowances_one_a_day EXCLUDE USING gist (person_id WITH =, daterange(valid_from, valid_to) WITH &&)
      WHERE (superseded_at IS NULL),
    CONSTRAINT exam_time_allowances_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT exam_time_allowances_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
  );
  CREATE INDEX exam_time_allowances_person_idx ON exam_time_allowances_history (person_id);
  CREATE VIEW exam_time_allowances AS
    SELECT id, person_id, extra_percent, reason, valid_from, valid_to, recorded_at, recorded_by
    FROM exam_time_allowances_history WHERE superseded_at IS NULL;
  CREATE TRIGGER exam_time_allowances_history_is_only_closed BEFORE UPDATE ON exam_time_allowances_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER exam_time_allowances_history_is_kept BEFORE DELETE ON exam_time_allowances_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();
  -- Nobody gives themselves more time; giving it up takes nobody's say.
  CREATE TRIGGER exam_time_allowances_history_by_others BEFORE INSERT ON exam_time_allowances_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND NEW.recorded_by IS NOT NULL AND NEW.valid_to IS NULL)
    EXECUTE FUNCTION require_act_by_others('person_id');`;
