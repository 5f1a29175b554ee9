import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A request that goes to the number that is kept, and back when the two are told apart, is a row of its own with the number it
 * had: only those that stand are numbered once.
 */
export class NumberStandingRequests20261206000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reminder_requests_history DROP CONSTRAINT reminder_requests_numbered;
      CREATE UNIQUE INDEX reminder_requests_numbered ON reminder_requests_history (person_id, object_id, number) WHERE superseded_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const again = (await runner.query(
      'SELECT 1 FROM reminder_requests_history GROUP BY person_id, object_id, number HAVING count(*) > 1 LIMIT 1',
    )) as unknown[];
    if (again.length > 0)
      throw new Error('This would forget who was reminded. Restore a backup instead.');
    await runner.query(`
      DROP INDEX reminder_requests_numbered;
      ALTER TABLE reminder_requests_history ADD CONSTRAINT reminder_requests_numbered UNIQUE (person_id, object_id, number);
    `);
  }
}
