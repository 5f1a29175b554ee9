import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which open page saved an answer: a page that was cut off may send its own newer answer again, but never over one that
 * another page has saved meanwhile.
 */
export class TellTabsApart20261130000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE quiz_attempt_questions ADD COLUMN answer_tab uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE quiz_attempt_questions DROP COLUMN answer_tab');
  }
}
