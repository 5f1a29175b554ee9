import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * 声かけ: a head notes on which day somebody of the unit was spoken to about what is still to be learned. A note belongs to
 * the unit in which it was made: it does not follow anybody to the next one.
 */
export class NoteWhoWasSpokenTo20261129001500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE learning_prompts_history (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        org_unit_id uuid NOT NULL,
        prompted_on date NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid,
        superseded_at timestamptz,
        superseded_by uuid,
        CONSTRAINT learning_prompts_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
        CONSTRAINT learning_prompts_person_fkey FOREIGN KEY (person_id) REFERENCES person_identities (id),
        CONSTRAINT learning_prompts_unit_fkey FOREIGN KEY (org_unit_id) REFERENCES org_units (id),
        CONSTRAINT learning_prompts_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
        CONSTRAINT learning_prompts_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
      );
      CREATE UNIQUE INDEX learning_prompts_one_a_day ON learning_prompts_history (org_unit_id, prompted_on, person_id)
        WHERE superseded_at IS NULL;
      CREATE INDEX learning_prompts_person_idx ON learning_prompts_history (person_id);
      CREATE VIEW learning_prompts AS
        SELECT id, person_id, org_unit_id, prompted_on, recorded_at, recorded_by FROM learning_prompts_history
        WHERE superseded_at IS NULL;
      CREATE TRIGGER learning_prompts_history_is_only_closed BEFORE UPDATE ON learning_prompts_history FOR EACH ROW
        WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
          OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
        EXECUTE FUNCTION refuse_to_rewrite_history();
      CREATE TRIGGER learning_prompts_history_is_kept BEFORE DELETE ON learning_prompts_history FOR EACH ROW
        WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();
    `);
  }

  /** What a head noted would be forgotten: only a database without it can go back. */
  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM learning_prompts_history LIMIT 1',
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget who was spoken to. Restore a backup instead.');
    await runner.query('DROP VIEW learning_prompts; DROP TABLE learning_prompts_history;');
  }
}
