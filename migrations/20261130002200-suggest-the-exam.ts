import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 受験のすすめ: DX推進室 suggests the exam to somebody; it decides nothing, and is taken back or put away with one press. */
export class SuggestTheExam20261130002200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exam_suggestions (
        id uuid PRIMARY KEY,
        -- Those that were sent with one press.
        act_id uuid NOT NULL,
        person_id uuid NOT NULL REFERENCES person_identities,
        suggested_at timestamptz NOT NULL,
        suggested_by uuid NOT NULL REFERENCES accounts,
        withdrawn_at timestamptz,
        withdrawn_by uuid REFERENCES accounts,
        -- By the person; nobody else is told.
        dismissed_at timestamptz,
        CONSTRAINT exam_suggestions_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
      );
      CREATE UNIQUE INDEX exam_suggestions_one ON exam_suggestions (person_id) WHERE withdrawn_at IS NULL;
      CREATE INDEX exam_suggestions_person_idx ON exam_suggestions (person_id);
      CREATE INDEX exam_suggestions_act_idx ON exam_suggestions (act_id);
      CREATE INDEX exam_suggestions_by_idx ON exam_suggestions (suggested_by);
      CREATE INDEX exam_suggestions_withdrawn_by_idx ON exam_suggestions (withdrawn_by);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query('SELECT 1 FROM exam_suggestions LIMIT 1')) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget who was suggested the exam. Restore a backup instead.');
    await runner.query('DROP TABLE exam_suggestions;');
  }
}
