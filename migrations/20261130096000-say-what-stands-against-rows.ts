import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A row of a list that cannot be done says at which value, why, and what to do about it. */
export class SayWhatStandsAgainstRows20261130096000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE appointment_batch_members ADD COLUMN findings jsonb NOT NULL DEFAULT '[]',
        ADD CONSTRAINT appointment_batch_members_findings CHECK (findings = '[]' OR refusal IS NOT NULL);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE appointment_batch_members DROP COLUMN findings;');
  }
}
