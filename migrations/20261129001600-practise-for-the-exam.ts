import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * ITパスポート on the screen: what an exam asks (syllabus, blueprint, pass lines, each with its days), the questions there
 * are for it, and practice with every answer as a row.
 */
export class PractiseForTheExam20261129001600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SYLLABUS);
    await runner.query(BANK);
    await runner.query(PRACTICE);
  }

  /** Answers would be forgotten: only a database without them can go back. */
  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query('SELECT 1 FROM practice_sessions LIMIT 1')) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget what was practised. Restore a backup instead.');
    await runner.query(`DROP TABLE practice_marks, practice_cards, practice_answers, practice_sessions,
      exam_questions, syllabus_items, syllabus_middles, syllabus_fields, syllabi;
      ALTER TABLE lessons DROP COLUMN syllabus_items;`);
  }
}

/** A syllabus says what its file says; another one of the same exam is another key with days of its own. */
const SYLLABUS = `
  CREATE TABLE syllabi (
    key text PRIMARY KEY,
    title text NOT NULL,
    source text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    minutes integer NOT NULL CHECK (minutes > 0),
    -- Of 1000: what the whole and what each field takes.
    pass_total integer NOT NULL CHECK (pass_total BETWEEN 0 AND 1000),
    pass_field integer NOT NULL CHECK (pass_field BETWEEN 0 AND 1000),
    CONSTRAINT syllabi_days CHECK (valid_to IS NULL OR valid_from < valid_to),
    CONSTRAINT syllabi_one_a_day EXCLUDE USING gist (daterange(valid_from, valid_to) WITH &&)
  );
  CREATE TABLE syllabus_fields (
    syllabus_key text NOT NULL REFERENCES syllabi,
    key text NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    -- How many of an exam's questions are of the field, and how many of them are scored.
    questions integer NOT NULL CHECK (questions > 0),
    scored integer NOT NULL CHECK (scored BETWEEN 1 AND questions),
    PRIMARY KEY (syllabus_key, key)
  );
  CREATE TABLE syllabus_middles (
    syllabus_key text NOT NULL,
    number integer NOT NULL,
    field_key text NOT NULL,
    major_number integer NOT NULL,
    major_name text NOT NULL,
    name text NOT NULL,
    -- The blueprint of a drawn paper.
    questions integer NOT NULL CHECK (questions >= 0),
    PRIMARY KEY (syllabus_key, number),
    FOREIGN KEY (syllabus_key, field_key) REFERENCES syllabus_fields
  );
  CREATE TABLE syllabus_items (
    syllabus_key text NOT NULL,
    number integer NOT NULL,
    middle_number integer NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (syllabus_key, number),
    FOREIGN KEY (syllabus_key, middle_number) REFERENCES syllabus_middles
  );`;

/** The newest text of each question; one of before stays with its answers and is retired. */
const BANK = `
  -- Which items of a syllabus a lesson teaches.
  ALTER TABLE lessons ADD COLUMN syllabus_items integer[] NOT NULL DEFAULT '{}';
  CREATE TABLE exam_questions (
    question_id uuid PRIMARY KEY REFERENCES questions,
    question_key text NOT NULL,
    syllabus_key text NOT NULL,
    item_number integer NOT NULL,
    -- Reserved for mock exams and never practised: the paper and the place in it.
    paper text,
    position integer,
    difficulty integer NOT NULL CHECK (difficulty BETWEEN 1 AND 3),
    course_key text NOT NULL,
    -- The edition whose pictures belong to it.
    course_version_id uuid NOT NULL REFERENCES course_versions,
    added_at timestamptz NOT NULL,
    retired_at timestamptz,
    FOREIGN KEY (syllabus_key, item_number) REFERENCES syllabus_items,
    CONSTRAINT exam_questions_paper CHECK ((paper IS NULL) = (position IS NULL))
  );
  CREATE UNIQUE INDEX exam_questions_key_idx ON exam_questions (question_key) WHERE retired_at IS NULL;
  CREATE INDEX exam_questions_item_idx ON exam_questions (syllabus_key, item_number) WHERE retired_at IS NULL;
  CREATE INDEX exam_questions_version_idx ON exam_questions (course_version_id);`;

const PRACTICE = `
  CREATE TABLE practice_sessions (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person_identities,
    syllabus_key text NOT NULL REFERENCES syllabi,
    kind text NOT NULL CHECK (kind IN ('today', 'chosen', 'wrong', 'marked', 'mixed')),
    -- What was chosen: a field, a 中分類, an item, a difficulty.
    scope jsonb NOT NULL,
    -- How many questions; none: until the person stops.
    size integer CHECK (size > 0),
    started_at timestamptz NOT NULL,
    ended_at timestamptz
  );
  CREATE UNIQUE INDEX practice_sessions_one_open ON practice_sessions (person_id) WHERE ended_at IS NULL;
  CREATE INDEX practice_sessions_person_idx ON practice_sessions (person_id, started_at);
  CREATE INDEX practice_sessions_syllabus_idx ON practice_sessions (syllabus_key);

  -- A row is the question as it was shown; what was answered is written into it once.
  CREATE TABLE practice_answers (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES practice_sessions,
    position integer NOT NULL CHECK (position > 0),
    person_id uuid NOT NULL REFERENCES person_identities,
    question_id uuid NOT NULL REFERENCES questions,
    choice_order integer[] NOT NULL,
    shown_at timestamptz NOT NULL,
    answer jsonb,
    answered_at timestamptz,
    is_correct boolean,
    -- The person had not seen the question before, in practice or in a mock exam.
    is_first boolean NOT NULL,
    CONSTRAINT practice_answers_place UNIQUE (session_id, position),
    CONSTRAINT practice_answers_whole CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (is_correct IS NULL))
  );
  CREATE INDEX practice_answers_person_idx ON practice_answers (person_id, question_id, answered_at);
  CREATE INDEX practice_answers_question_idx ON practice_answers (question_id) WHERE is_first;

  -- When a question should come back: made of the answers, and can be made of them anew.
  CREATE TABLE practice_cards (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    person_id uuid NOT NULL REFERENCES person_identities,
    question_key text NOT NULL,
    due_at timestamptz NOT NULL,
    stability double precision NOT NULL,
    difficulty double precision NOT NULL,
    state smallint NOT NULL,
    steps smallint NOT NULL,
    repetitions integer NOT NULL,
    lapses integer NOT NULL,
    reviewed_at timestamptz NOT NULL,
    was_correct boolean NOT NULL,
    CONSTRAINT practice_cards_question_key UNIQUE (person_id, question_key)
  );
  CREATE INDEX practice_cards_due_idx ON practice_cards (person_id, due_at);

  -- あとで見直す: what the person wants to see again; of no meaning to anybody else.
  CREATE TABLE practice_marks (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    person_id uuid NOT NULL REFERENCES person_identities,
    question_key text NOT NULL,
    marked_at timestamptz NOT NULL,
    CONSTRAINT practice_marks_question_key UNIQUE (person_id, question_key)
  );`;
