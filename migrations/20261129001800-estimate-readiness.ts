import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How likely somebody is to pass: every estimate that may be shown is a row and stays as it was, so that real results can
 * be held against it. How hard the questions are is fitted at night from first answers, and can be fitted anew.
 */
export class EstimateReadiness20261129001800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exam_question_fits (
        question_id uuid PRIMARY KEY REFERENCES exam_questions,
        difficulty double precision NOT NULL,
        error double precision NOT NULL CHECK (error > 0),
        answers integer NOT NULL CHECK (answers >= 0),
        fitted_at timestamptz NOT NULL
      );

      CREATE TABLE readiness_estimates (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES person_identities,
        syllabus_key text NOT NULL REFERENCES syllabi,
        made_at timestamptz NOT NULL,
        -- First answers behind it, by 分野 in the order of the syllabus.
        answers integer[] NOT NULL,
        chance double precision NOT NULL CHECK (chance BETWEEN 0 AND 1),
        low double precision NOT NULL,
        high double precision NOT NULL,
        -- The ability with its growth, and the settings of the model.
        fit jsonb NOT NULL,
        settings jsonb NOT NULL,
        -- What to learn next, and the month for which to book.
        middle_number integer,
        booking_month date,
        CONSTRAINT readiness_estimates_range CHECK (0 <= low AND low <= high AND high <= 1)
      );
      CREATE INDEX readiness_estimates_person_idx ON readiness_estimates (person_id, syllabus_key, made_at);
      CREATE INDEX readiness_estimates_syllabus_idx ON readiness_estimates (syllabus_key);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query('SELECT 1 FROM readiness_estimates LIMIT 1')) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget what was estimated. Restore a backup instead.');
    await runner.query('DROP TABLE readiness_estimates, exam_question_fits;');
  }
}
