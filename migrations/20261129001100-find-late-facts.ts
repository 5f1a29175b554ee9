import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['postings', 'employments', 'employment_statuses', 'role_appointments'] as const;

/** What was recorded or taken back after a day (後から登録) is looked for on every page about a day. */
export class FindLateFacts20261129001100 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`
        CREATE INDEX ${table}_recorded_idx ON ${table}_history (recorded_at);
        CREATE INDEX ${table}_superseded_idx ON ${table}_history (superseded_at) WHERE superseded_at IS NOT NULL;
      `);
    }
  }

  public async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`DROP INDEX ${table}_superseded_idx; DROP INDEX ${table}_recorded_idx;`);
    }
  }
}
