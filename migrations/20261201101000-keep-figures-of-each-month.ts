import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The figures of the last day of each month, as they were counted when it had ended. A row is never changed: what was recorded
 * afterwards is shown as a difference. `json`, not `jsonb`: the text stays as it was hashed.
 */
export class KeepFiguresOfEachMonth20261201101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE figure_snapshots (
        as_of date PRIMARY KEY,
        taken_at timestamptz NOT NULL,
        rule_version integer NOT NULL,
        figures json NOT NULL,
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$')
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE figure_snapshots;');
  }
}
