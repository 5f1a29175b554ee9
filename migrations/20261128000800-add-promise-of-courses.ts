import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which promise of the city's plan an edition serves; most serve none. Editions published before say nothing: what counts
 * is the newest edition of a course, and the next publication brings one that says it.
 */
export class AddPromiseOfCourses20261128000800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE course_versions ADD COLUMN promise text
        CONSTRAINT course_versions_promise CHECK (promise IN ('information_security', 'ai_use'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE course_versions DROP COLUMN promise');
  }
}
