import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Questions and attempts (quizzes), then published courses, assignments, enrollments and progress. */
export class CreateLearning20260401000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A published question never changes: a new text is a new row with the same key.
      CREATE TABLE questions (
        id uuid PRIMARY KEY,
        key text NOT NULL,
        content_hash text NOT NULL,
        kind text NOT NULL,
        difficulty smallint NOT NULL CHECK (difficulty BETWEEN 1 AND 3),
        tags text[] NOT NULL,
        usage text NOT NULL,
        body jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT questions_key_content_key UNIQUE (key, content_hash)
      );
      CREATE INDEX questions_tags_idx ON questions USING gin (tags);

      -- quiz_key names what is attempted (a course version's quiz, a mock exam); this lib does not know which.
      CREATE TABLE quiz_attempts (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        quiz_key text NOT NULL,
        attempt_number integer NOT NULL CHECK (attempt_number > 0),
        pass_ratio numeric(4,3) NOT NULL CHECK (pass_ratio BETWEEN 0 AND 1),
        question_count integer NOT NULL CHECK (question_count > 0),
        started_at timestamptz NOT NULL,
        deadline_at timestamptz,
        submitted_at timestamptz,
        correct_count integer,
        passed boolean,
        CONSTRAINT quiz_attempts_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id),
        CONSTRAINT quiz_attempts_number_key UNIQUE (person_id, quiz_key, attempt_number),
        CONSTRAINT quiz_attempts_result CHECK ((submitted_at IS NULL) = (correct_count IS NULL) AND (submitted_at IS NULL) = (passed IS NULL))
      );
      CREATE UNIQUE INDEX quiz_attempts_one_open ON quiz_attempts (person_id, quiz_key) WHERE submitted_at IS NULL;

      CREATE TABLE quiz_attempt_questions (
        attempt_id uuid NOT NULL,
        position integer NOT NULL,
        question_id uuid NOT NULL,
        choice_order integer[] NOT NULL,
        answer jsonb,
        answer_revision integer NOT NULL DEFAULT 0,
        answered_at timestamptz,
        is_marked boolean NOT NULL DEFAULT false,
        is_correct boolean,
        PRIMARY KEY (attempt_id, position),
        CONSTRAINT quiz_attempt_questions_attempt_fkey FOREIGN KEY (attempt_id) REFERENCES quiz_attempts (id),
        CONSTRAINT quiz_attempt_questions_question_fkey FOREIGN KEY (question_id) REFERENCES questions (id)
      );

      CREATE TABLE courses (
        id uuid PRIMARY KEY,
        key text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL
      );

      CREATE TABLE course_versions (
        id uuid PRIMARY KEY,
        course_id uuid NOT NULL,
        version integer NOT NULL,
        title text NOT NULL,
        summary text NOT NULL,
        fiscal_year integer,
        audience text[] NOT NULL,
        minutes integer NOT NULL,
        objectives text[] NOT NULL,
        quiz_draw integer,
        quiz_pass numeric(4,3),
        quiz_retakes integer,
        quiz_wait_minutes integer NOT NULL DEFAULT 0,
        licence text NOT NULL DEFAULT '',
        content_hash text NOT NULL,
        published_at timestamptz NOT NULL,
        CONSTRAINT course_versions_course_id_fkey FOREIGN KEY (course_id) REFERENCES courses (id),
        CONSTRAINT course_versions_version_key UNIQUE (course_id, version)
      );

      CREATE TABLE lessons (
        id uuid PRIMARY KEY,
        course_version_id uuid NOT NULL,
        position integer NOT NULL,
        key text NOT NULL,
        title text NOT NULL,
        minutes integer NOT NULL,
        takeaway text NOT NULL DEFAULT '',
        html text NOT NULL,
        check_question_ids uuid[] NOT NULL DEFAULT '{}',
        CONSTRAINT lessons_course_version_id_fkey FOREIGN KEY (course_version_id) REFERENCES course_versions (id),
        CONSTRAINT lessons_position_key UNIQUE (course_version_id, position),
        CONSTRAINT lessons_key_key UNIQUE (course_version_id, key)
      );

      CREATE TABLE course_version_questions (
        course_version_id uuid NOT NULL,
        question_id uuid NOT NULL,
        PRIMARY KEY (course_version_id, question_id),
        CONSTRAINT course_version_questions_version_fkey FOREIGN KEY (course_version_id) REFERENCES course_versions (id),
        CONSTRAINT course_version_questions_question_fkey FOREIGN KEY (question_id) REFERENCES questions (id)
      );

      CREATE TABLE course_assets (
        course_version_id uuid NOT NULL,
        name text NOT NULL,
        media_type text NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (course_version_id, name),
        CONSTRAINT course_assets_version_fkey FOREIGN KEY (course_version_id) REFERENCES course_versions (id)
      );

      CREATE TABLE glossary_terms (
        term text PRIMARY KEY,
        reading text NOT NULL,
        meaning text NOT NULL,
        see text[] NOT NULL DEFAULT '{}'
      );

      -- Who must learn what, why and until when; one row per course and fiscal year cycle and audience.
      CREATE TABLE course_assignments (
        id uuid PRIMARY KEY,
        course_id uuid NOT NULL,
        fiscal_year integer NOT NULL,
        audience_kind text NOT NULL CHECK (audience_kind IN ('all_staff', 'org_unit', 'persons', 'managers')),
        org_unit_id uuid,
        is_mandatory boolean NOT NULL,
        due_on date NOT NULL,
        reason text NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid NOT NULL,
        withdrawn_at timestamptz,
        CONSTRAINT course_assignments_course_id_fkey FOREIGN KEY (course_id) REFERENCES courses (id),
        CONSTRAINT course_assignments_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_units (id),
        CONSTRAINT course_assignments_unit CHECK ((audience_kind = 'org_unit') = (org_unit_id IS NOT NULL))
      );
      CREATE INDEX course_assignments_year_idx ON course_assignments (fiscal_year, course_id);

      -- One row per person, course and cycle; a yearly course has one cycle a fiscal year, others cycle 0.
      CREATE TABLE enrollments (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        course_id uuid NOT NULL,
        course_version_id uuid NOT NULL,
        cycle integer NOT NULL,
        assignment_id uuid,
        is_mandatory boolean NOT NULL,
        due_on date,
        enrolled_at timestamptz NOT NULL,
        started_at timestamptz,
        completed_at timestamptz,
        last_lesson_id uuid,
        exempted_at timestamptz,
        exemption_reason text,
        CONSTRAINT enrollments_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id),
        CONSTRAINT enrollments_course_id_fkey FOREIGN KEY (course_id) REFERENCES courses (id),
        CONSTRAINT enrollments_course_version_id_fkey FOREIGN KEY (course_version_id) REFERENCES course_versions (id),
        CONSTRAINT enrollments_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES course_assignments (id),
        CONSTRAINT enrollments_last_lesson_fkey FOREIGN KEY (last_lesson_id) REFERENCES lessons (id),
        CONSTRAINT enrollments_cycle_key UNIQUE (person_id, course_id, cycle),
        CONSTRAINT enrollments_exemption CHECK ((exempted_at IS NULL) = (exemption_reason IS NULL)),
        CONSTRAINT enrollments_one_end CHECK (completed_at IS NULL OR exempted_at IS NULL)
      );
      CREATE INDEX enrollments_course_idx ON enrollments (course_id, cycle);
      CREATE INDEX enrollments_open_due_idx ON enrollments (due_on) WHERE completed_at IS NULL AND exempted_at IS NULL;

      -- Which assignment reached which enrollment, since when and until when; released when the person
      -- leaves the audience (a transfer) before finishing. Rows are kept, so that any past date can be told.
      -- assignment_id, is_mandatory and due_on of the enrollment are the sum of those in force.
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

      CREATE TABLE lesson_progress (
        enrollment_id uuid NOT NULL,
        lesson_id uuid NOT NULL,
        opened_at timestamptz NOT NULL,
        completed_at timestamptz,
        note text NOT NULL DEFAULT '',
        PRIMARY KEY (enrollment_id, lesson_id),
        CONSTRAINT lesson_progress_enrollment_fkey FOREIGN KEY (enrollment_id) REFERENCES enrollments (id),
        CONSTRAINT lesson_progress_lesson_fkey FOREIGN KEY (lesson_id) REFERENCES lessons (id)
      );

      -- Answers to the checks inside lessons; every answer is kept, the newest is shown.
      CREATE TABLE lesson_check_answers (
        id uuid PRIMARY KEY,
        enrollment_id uuid NOT NULL,
        lesson_id uuid NOT NULL,
        question_id uuid NOT NULL,
        answer jsonb NOT NULL,
        is_correct boolean NOT NULL,
        answered_at timestamptz NOT NULL,
        CONSTRAINT lesson_check_answers_enrollment_fkey FOREIGN KEY (enrollment_id) REFERENCES enrollments (id),
        CONSTRAINT lesson_check_answers_lesson_fkey FOREIGN KEY (lesson_id) REFERENCES lessons (id),
        CONSTRAINT lesson_check_answers_question_fkey FOREIGN KEY (question_id) REFERENCES questions (id)
      );
      CREATE INDEX lesson_check_answers_lesson_idx ON lesson_check_answers (enrollment_id, lesson_id, question_id, answered_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE lesson_check_answers, lesson_progress, assigned_enrollments, enrollments, course_assignments, glossary_terms, course_assets,
                 course_version_questions, lessons, course_versions, courses, quiz_attempt_questions, quiz_attempts, questions;
    `);
  }
}
