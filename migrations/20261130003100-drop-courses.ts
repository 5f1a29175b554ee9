import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever has chosen a course may drop it and take it up again; what was learnt stays. */
export class DropCourses20261130003100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE course_drops (
        id uuid PRIMARY KEY,
        enrollment_id uuid NOT NULL,
        dropped_at timestamptz NOT NULL,
        taken_up_at timestamptz,
        CONSTRAINT course_drops_enrollment_fkey FOREIGN KEY (enrollment_id) REFERENCES enrollments (id),
        CONSTRAINT course_drops_order CHECK (taken_up_at >= dropped_at)
      );
      CREATE UNIQUE INDEX course_drops_one_open ON course_drops (enrollment_id) WHERE taken_up_at IS NULL;
      CREATE INDEX course_drops_enrollment_idx ON course_drops (enrollment_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE course_drops');
  }
}
