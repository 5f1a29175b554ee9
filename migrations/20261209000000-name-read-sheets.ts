import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which sheet of a spreadsheet was read is kept with the list: a book has more than one. */
export class NameReadSheets20261209000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE certificate_entry_batches ADD COLUMN sheet text;
      ALTER TABLE appointment_batches ADD COLUMN sheet text;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE appointment_batches DROP COLUMN sheet;
      ALTER TABLE certificate_entry_batches DROP COLUMN sheet;`);
  }
}
