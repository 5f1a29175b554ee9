import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where an exam is sat and how it is paid for are facts of the booking like its day. Of one exam a person has one open
 * booking; what stood twice before this rule stays as it was booked.
 */
export class FollowBookedExams20261130002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE exam_attempts_history
        ADD COLUMN place text CHECK (place <> '' AND length(place) <= 100),
        -- None: not decided, or not said.
        ADD COLUMN payment text CHECK (payment IN ('voucher', 'own')),
        -- Booked beside another open one, before that was refused.
        ADD COLUMN is_beside_another boolean NOT NULL DEFAULT false;`);
    await runner.query(MARK_DOUBLES);
    await runner.query(`
      CREATE UNIQUE INDEX exam_attempts_one_open ON exam_attempts_history (person_id, certification_id)
        WHERE superseded_at IS NULL AND state = 'booked' AND NOT is_beside_another;
      CREATE OR REPLACE VIEW exam_attempts AS
        SELECT id, person_id, certification_id, exam_on, state, created_at, row_id, recorded_at, recorded_by, place, payment, is_beside_another
        FROM exam_attempts_history WHERE superseded_at IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM exam_attempts_history WHERE place IS NOT NULL OR payment IS NOT NULL LIMIT 1',
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget where exams are sat. Restore a backup instead.');
    await runner.query(`
      DROP VIEW exam_attempts;
      DROP INDEX exam_attempts_one_open;
      ALTER TABLE exam_attempts_history DROP COLUMN place, DROP COLUMN payment, DROP COLUMN is_beside_another;
      CREATE VIEW exam_attempts AS
        SELECT id, person_id, certification_id, exam_on, state, created_at, row_id, recorded_at, recorded_by
        FROM exam_attempts_history WHERE superseded_at IS NULL;`);
  }
}

/** Of two that are open the later day is the one that goes on; the other waits for its result all the same. */
const MARK_DOUBLES = `
  SELECT set_config('tsunagaru.rewrites_history', 'on', true);
  UPDATE exam_attempts_history e SET is_beside_another = true
  WHERE e.superseded_at IS NULL AND e.state = 'booked' AND EXISTS (
    SELECT 1 FROM exam_attempts_history o WHERE o.superseded_at IS NULL AND o.state = 'booked'
      AND o.person_id = e.person_id AND o.certification_id = e.certification_id AND o.exam_on > e.exam_on);
  SELECT set_config('tsunagaru.rewrites_history', '', true);`;
