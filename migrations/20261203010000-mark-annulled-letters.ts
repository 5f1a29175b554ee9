import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The files of letters that were issued together say which of them belong to annulled appointments: they are made again after an
 * annulment, and each making is told apart by how many it marks, so that nobody saves a mixture of two.
 */
export class MarkAnnulledLetters20261203010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE letter_batch_parts ADD COLUMN marked integer NOT NULL DEFAULT 0 CHECK (marked >= 0),
        DROP CONSTRAINT letter_batch_parts_pkey, ADD PRIMARY KEY (batch_id, kind, marked, position);`);
  }

  /** The files are of some days; each letter stays in the register. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM letter_batch_parts WHERE marked > 0;
      ALTER TABLE letter_batch_parts DROP CONSTRAINT letter_batch_parts_pkey, DROP COLUMN marked,
        ADD PRIMARY KEY (batch_id, kind, position);`);
  }
}
