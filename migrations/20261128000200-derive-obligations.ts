import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who has to learn what is no longer written for everybody but derived from assignments, editions and the organisation.
 * What remains written is what happened: a course begun, an exemption, a withdrawal, a closing; each as dated rows.
 */
export class DeriveObligations20261128000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(MOVE);
    await runner.query(CLEAN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}

const TABLES = `
  -- Makes the cycle of every following fiscal year by itself, once the edition of that year is published.
  ALTER TABLE course_assignments ADD COLUMN repeats_yearly boolean NOT NULL DEFAULT false;

  -- The people of an assignment to persons.
  CREATE TABLE assignment_persons (
    assignment_id uuid NOT NULL,
    person_id uuid NOT NULL,
    PRIMARY KEY (assignment_id, person_id),
    CONSTRAINT assignment_persons_assignment_fkey FOREIGN KEY (assignment_id) REFERENCES course_assignments (id),
    CONSTRAINT assignment_persons_person_fkey FOREIGN KEY (person_id) REFERENCES person_identities (id)
  );
  CREATE INDEX assignment_persons_person_idx ON assignment_persons (person_id);

  CREATE TABLE assignment_withdrawals_history (
    id uuid PRIMARY KEY,
    assignment_id uuid NOT NULL,
    withdrawn_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT assignment_withdrawals_assignment_fkey FOREIGN KEY (assignment_id) REFERENCES course_assignments (id)
  );
  CREATE UNIQUE INDEX assignment_withdrawals_one_key ON assignment_withdrawals_history (assignment_id)
    WHERE superseded_at IS NULL;
  CREATE VIEW assignment_withdrawals AS
    SELECT id, assignment_id, withdrawn_on, recorded_at, recorded_by FROM assignment_withdrawals_history
    WHERE superseded_at IS NULL;

  -- One person is let off one course in one cycle, from a day and, when taken back, until a day.
  CREATE TABLE exemptions_history (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    course_id uuid NOT NULL,
    cycle integer NOT NULL,
    reason text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT exemptions_person_id_fkey FOREIGN KEY (person_id) REFERENCES person_identities (id),
    CONSTRAINT exemptions_course_id_fkey FOREIGN KEY (course_id) REFERENCES courses (id),
    CONSTRAINT exemptions_range CHECK (valid_to IS NULL OR valid_from < valid_to),
    CONSTRAINT exemptions_no_overlap EXCLUDE USING gist (person_id WITH =, course_id WITH =, cycle WITH =,
      daterange(valid_from, valid_to) WITH &&) WHERE (superseded_at IS NULL)
  );
  CREATE INDEX exemptions_person_idx ON exemptions_history (person_id, course_id, cycle) WHERE superseded_at IS NULL;
  CREATE VIEW exemptions AS
    SELECT id, person_id, course_id, cycle, reason, valid_from, valid_to, recorded_at, recorded_by FROM exemptions_history
    WHERE superseded_at IS NULL;

  -- The year-end closing: what is still open of a fiscal year is not asked for any more. Undone until the next one.
  CREATE TABLE cycle_closings (
    id uuid PRIMARY KEY,
    fiscal_year integer NOT NULL,
    reason text NOT NULL,
    closed_on date NOT NULL,
    closed_at timestamptz NOT NULL,
    closed_by uuid NOT NULL,
    undone_at timestamptz,
    undone_by uuid,
    CONSTRAINT cycle_closings_undone CHECK ((undone_at IS NULL) = (undone_by IS NULL))
  );
  CREATE UNIQUE INDEX cycle_closings_one_key ON cycle_closings (fiscal_year) WHERE undone_at IS NULL;
  CREATE TABLE closed_obligations (
    closing_id uuid NOT NULL,
    person_id uuid NOT NULL,
    course_id uuid NOT NULL,
    cycle integer NOT NULL,
    -- Why it was open: a word of the code.
    reason text NOT NULL,
    PRIMARY KEY (closing_id, person_id, course_id, cycle),
    CONSTRAINT closed_obligations_closing_fkey FOREIGN KEY (closing_id) REFERENCES cycle_closings (id),
    CONSTRAINT closed_obligations_person_fkey FOREIGN KEY (person_id) REFERENCES person_identities (id),
    CONSTRAINT closed_obligations_course_fkey FOREIGN KEY (course_id) REFERENCES courses (id)
  );
  CREATE INDEX closed_obligations_person_idx ON closed_obligations (person_id);`;

const MOVE = `
  INSERT INTO assignment_persons (assignment_id, person_id)
  SELECT DISTINCT o.assignment_id, e.person_id
  FROM assigned_enrollments o
  JOIN enrollments e ON e.id = o.enrollment_id
  JOIN course_assignments a ON a.id = o.assignment_id AND a.audience_kind = 'persons';

  INSERT INTO assignment_withdrawals_history (id, assignment_id, withdrawn_on, recorded_at)
  SELECT gen_random_uuid(), id, (withdrawn_at AT TIME ZONE 'Asia/Tokyo')::date, withdrawn_at
  FROM course_assignments WHERE withdrawn_at IS NOT NULL;

  INSERT INTO exemptions_history (id, person_id, course_id, cycle, reason, valid_from, recorded_at)
  SELECT gen_random_uuid(), person_id, course_id, cycle, exemption_reason, (exempted_at AT TIME ZONE 'Asia/Tokyo')::date,
    exempted_at
  FROM enrollments WHERE exempted_at IS NOT NULL;

  -- A reminder of learning knows its obligation by person, course and cycle: there may be no enrollment.
  UPDATE reminder_ledger l SET object_id = md5(e.person_id::text || e.course_id::text || e.cycle::text)::uuid
  FROM enrollments e WHERE e.id = l.object_id AND l.kind IN ('learning_due', 'learning_overdue');

  -- A course cannot have been assigned before it was published: where it says so, it was loaded later than its story.
  UPDATE course_versions v SET published_at = first.assigned_at
  FROM (SELECT course_id, min(created_at) AS assigned_at FROM course_assignments GROUP BY course_id) first
  WHERE v.course_id = first.course_id AND v.version = 1 AND v.published_at > first.assigned_at;`;

const CLEAN = `
  DROP TABLE assigned_enrollments;
  DROP INDEX enrollments_open_due_idx;
  ALTER TABLE enrollments DROP CONSTRAINT enrollments_exemption, DROP CONSTRAINT enrollments_one_end,
    DROP CONSTRAINT enrollments_assignment_id_fkey,
    DROP COLUMN assignment_id, DROP COLUMN is_mandatory, DROP COLUMN due_on, DROP COLUMN exempted_at,
    DROP COLUMN exemption_reason;
  ALTER TABLE course_assignments DROP COLUMN withdrawn_at;

  DELETE FROM enrollments e WHERE e.started_at IS NULL AND e.completed_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM lesson_progress p WHERE p.enrollment_id = e.id)
    AND NOT EXISTS (SELECT 1 FROM lesson_check_answers c WHERE c.enrollment_id = e.id);
  UPDATE enrollments SET started_at = coalesce(completed_at, enrolled_at) WHERE started_at IS NULL;
  ALTER TABLE enrollments ALTER COLUMN started_at SET NOT NULL, DROP COLUMN enrolled_at;

  -- What a fiscal year teaches belongs to that year: last year's edition begun in April made a row of the new year.
  UPDATE enrollments e SET cycle = wrong.fiscal_year
  FROM (
    SELECT DISTINCT ON (w.person_id, w.course_id, v.fiscal_year) w.id, v.fiscal_year
    FROM enrollments w JOIN course_versions v ON v.id = w.course_version_id
    WHERE w.cycle > v.fiscal_year AND NOT EXISTS (SELECT 1 FROM enrollments o
      WHERE o.person_id = w.person_id AND o.course_id = w.course_id AND o.cycle = v.fiscal_year)
    ORDER BY w.person_id, w.course_id, v.fiscal_year, w.cycle
  ) wrong
  WHERE e.id = wrong.id;`;

/** Only what can be told again: the rows of people who had not begun are made by the next start of the old version. */
const BACK = `
  ALTER TABLE course_assignments ADD COLUMN withdrawn_at timestamptz;
  UPDATE course_assignments a SET withdrawn_at = w.recorded_at FROM assignment_withdrawals w WHERE w.assignment_id = a.id;
  ALTER TABLE enrollments ADD COLUMN enrolled_at timestamptz, ADD COLUMN assignment_id uuid,
    ADD COLUMN is_mandatory boolean NOT NULL DEFAULT false, ADD COLUMN due_on date, ADD COLUMN exempted_at timestamptz,
    ADD COLUMN exemption_reason text, ALTER COLUMN started_at DROP NOT NULL,
    ADD CONSTRAINT enrollments_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES course_assignments (id),
    ADD CONSTRAINT enrollments_exemption CHECK ((exempted_at IS NULL) = (exemption_reason IS NULL)),
    ADD CONSTRAINT enrollments_one_end CHECK (completed_at IS NULL OR exempted_at IS NULL);
  UPDATE enrollments SET enrolled_at = started_at;
  UPDATE enrollments e SET exempted_at = x.recorded_at, exemption_reason = x.reason FROM exemptions x
  WHERE x.person_id = e.person_id AND x.course_id = e.course_id AND x.cycle = e.cycle AND x.valid_to IS NULL
    AND e.completed_at IS NULL;
  ALTER TABLE enrollments ALTER COLUMN enrolled_at SET NOT NULL, ALTER COLUMN is_mandatory DROP DEFAULT;
  CREATE INDEX enrollments_open_due_idx ON enrollments (due_on) WHERE completed_at IS NULL AND exempted_at IS NULL;
  CREATE TABLE assigned_enrollments (
    assignment_id uuid NOT NULL,
    enrollment_id uuid NOT NULL,
    due_on date NOT NULL,
    assigned_at timestamptz NOT NULL,
    released_at timestamptz,
    PRIMARY KEY (assignment_id, enrollment_id),
    CONSTRAINT assigned_enrollments_assignment_fkey FOREIGN KEY (assignment_id) REFERENCES course_assignments (id),
    CONSTRAINT assigned_enrollments_enrollment_fkey FOREIGN KEY (enrollment_id) REFERENCES enrollments (id)
  );
  CREATE INDEX assigned_enrollments_enrollment_idx ON assigned_enrollments (enrollment_id);
  INSERT INTO assigned_enrollments (assignment_id, enrollment_id, due_on, assigned_at)
  SELECT a.id, e.id, a.due_on, a.created_at FROM assignment_persons n
  JOIN course_assignments a ON a.id = n.assignment_id
  JOIN enrollments e ON e.person_id = n.person_id AND e.course_id = a.course_id AND e.cycle IN (0, a.fiscal_year);
  DROP VIEW assignment_withdrawals, exemptions;
  DROP TABLE closed_obligations, cycle_closings, exemptions_history, assignment_withdrawals_history, assignment_persons;
  ALTER TABLE course_assignments DROP COLUMN repeats_yearly;`;
