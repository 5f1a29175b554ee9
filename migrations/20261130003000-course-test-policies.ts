import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a course asks before its test, and when the test tells what is right; the same kept with each attempt. */
export class CourseTestPolicies20261130003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Editions from before this had no rule but these two.
      ALTER TABLE course_versions
        ADD COLUMN quiz_keys text NOT NULL DEFAULT 'always',
        ADD COLUMN quiz_read_seconds integer NOT NULL DEFAULT 0,
        ADD CONSTRAINT course_versions_quiz_keys CHECK (quiz_keys IN ('always', 'passed_or_last')),
        ADD CONSTRAINT course_versions_quiz_read_seconds CHECK (quiz_read_seconds BETWEEN 0 AND 600);
      ALTER TABLE quiz_attempts
        ADD COLUMN keys text NOT NULL DEFAULT 'always',
        -- No other try was left when it began.
        ADD COLUMN is_last_try boolean NOT NULL DEFAULT false,
        -- The attempt whose wrong questions are tried again, for nothing but practice.
        ADD COLUMN based_on uuid,
        ADD CONSTRAINT quiz_attempts_keys CHECK (keys IN ('always', 'passed_or_last')),
        ADD CONSTRAINT quiz_attempts_based_on_fkey FOREIGN KEY (based_on) REFERENCES quiz_attempts (id);
      CREATE INDEX quiz_attempts_based_on_idx ON quiz_attempts (based_on) WHERE based_on IS NOT NULL;
    `);
  }

  /** Keys that stay closed would be told, and practice would pass for tests: only where there are neither. */
  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM quiz_attempts WHERE keys <> 'always' OR based_on IS NOT NULL LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would open keys of tests. Restore a backup instead.');
    await runner.query(`
      ALTER TABLE quiz_attempts DROP COLUMN based_on, DROP COLUMN is_last_try, DROP COLUMN keys;
      ALTER TABLE course_versions DROP COLUMN quiz_read_seconds, DROP COLUMN quiz_keys;
    `);
  }
}
