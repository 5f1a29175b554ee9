import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Headings of a list that nobody knows what to do with are kept with it: its preview names them. */
export class NameUnknownColumns20261202040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE certificate_entry_batches ADD COLUMN unknown_columns text[] NOT NULL DEFAULT '{}';
      ALTER TABLE appointment_batches ADD COLUMN unknown_columns text[] NOT NULL DEFAULT '{}';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE appointment_batches DROP COLUMN unknown_columns;
      ALTER TABLE certificate_entry_batches DROP COLUMN unknown_columns;`);
  }
}
