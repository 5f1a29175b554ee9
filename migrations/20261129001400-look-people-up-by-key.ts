import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The constraint that a number has one person is kept by an index on (number, person). PostgreSQL took it for looking up a
 * person's number as well, for which it must be read from end to end: ten seconds for the notices of 20,000 people. An
 * expression in its place is the same to the constraint and of no use to anything else.
 */
export class LookPeopleUpByKey20261129001400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(constraintOn(`(NULLIF(person_id, '00000000-0000-0000-0000-000000000000'))`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(constraintOn('person_id'));
  }
}

function constraintOn(person: string): string {
  return `ALTER TABLE staff_numbers_history
    DROP CONSTRAINT staff_numbers_one_person,
    ADD CONSTRAINT staff_numbers_one_person EXCLUDE USING gist (staff_number WITH =, ${person} WITH <>)
      WHERE (superseded_at IS NULL)`;
}
