import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The bytes of a file may be deleted when the city has no more use for them; its row stays, with the fingerprint that says
 * what it was. What somebody has sent is counted before more is taken.
 */
export class KeepLessOfFiles20261129000600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE stored_files ADD COLUMN removed_at timestamptz;
      CREATE INDEX stored_files_created_by_idx ON stored_files (created_by, created_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX stored_files_created_by_idx;
      ALTER TABLE stored_files DROP COLUMN removed_at;`);
  }
}
