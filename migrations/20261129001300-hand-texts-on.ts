import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where the long texts of an import stand part by part until one statement makes a whole of them. It holds nothing once
 * that transaction is over, so nothing is lost with a crash. Not a temporary table: each first one of a connection lets
 * PostgreSQL forget the plans of all others.
 */
export class HandTextsOn20261129001300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE import_texts (
        batch_id uuid NOT NULL,
        name text NOT NULL CHECK (name IN ('source', 'plan')),
        position integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (batch_id, name, position)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_texts');
  }
}
