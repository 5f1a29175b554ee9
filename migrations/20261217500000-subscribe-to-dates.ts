import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One's own dates as a calendar that a program reads under an address nobody can guess: of it only the SHA-256 is kept. */
export class SubscribeToDates20261217500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_feeds (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        secret_hash text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT calendar_feeds_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
      );
      CREATE INDEX calendar_feeds_account_idx ON calendar_feeds (account_id);
      CREATE UNIQUE INDEX calendar_feeds_one ON calendar_feeds (account_id) WHERE revoked_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE calendar_feeds');
  }
}
