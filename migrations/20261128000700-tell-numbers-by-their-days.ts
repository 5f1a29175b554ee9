import type { MigrationInterface, QueryRunner } from 'typeorm';

const viewOf = (columns: string): string => `
      DROP VIEW staff_numbers;
      CREATE VIEW staff_numbers AS
        SELECT id, staff_number, person_id, ${columns}, recorded_at, recorded_by
        FROM staff_numbers_history WHERE superseded_at IS NULL;`;

/** Whether a number is the one in use depends on the day that is asked about, so the view says so no longer. */
export class TellNumbersByTheirDays20261128000700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(viewOf('valid_from, valid_to'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(viewOf('valid_to IS NULL AS is_current, valid_from, valid_to'));
  }
}
