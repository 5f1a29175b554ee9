import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two numbers of one human being: why they were joined, every row that changed hands with it (so that separating gives
 * each of them back), and what was chosen on the preview of an import.
 */
export class JoinNumbersOfOnePerson20261128000600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE person_joins_history ADD COLUMN reason text NOT NULL DEFAULT '';
      ALTER TABLE person_joins_history ALTER COLUMN reason DROP DEFAULT;
      DROP VIEW person_joins;
      CREATE VIEW person_joins AS
        SELECT id, person_id, joined_to, reason, valid_from, valid_to, recorded_at, recorded_by FROM person_joins_history
        WHERE superseded_at IS NULL;

      -- new_row_id: the row that follows; the same as old_row_id where a row of a table without history was changed;
      -- null where nothing follows.
      CREATE TABLE person_join_rows (
        id uuid PRIMARY KEY,
        join_id uuid NOT NULL,
        table_name text NOT NULL,
        -- The column that names a row of the table's history; null for a table without one.
        key_column text CHECK (key_column IN ('id', 'row_id')),
        old_row_id uuid NOT NULL,
        new_row_id uuid,
        -- Whether the old row ended with it; false where it only was the model of the new one.
        is_ended boolean NOT NULL,
        changes jsonb NOT NULL,
        -- What a row of a table without history said before; null for history, where the old row itself says it.
        was jsonb CHECK ((was IS NULL) = (key_column IS NOT NULL)),
        CONSTRAINT person_join_rows_join_fkey FOREIGN KEY (join_id) REFERENCES person_joins_history (id)
      );
      CREATE INDEX person_join_rows_join_idx ON person_join_rows (join_id, table_name);

      CREATE TABLE person_separations (
        join_id uuid PRIMARY KEY,
        reason text NOT NULL CHECK (reason <> ''),
        separated_at timestamptz NOT NULL,
        separated_by uuid NOT NULL,
        CONSTRAINT person_separations_join_fkey FOREIGN KEY (join_id) REFERENCES person_joins_history (id),
        CONSTRAINT person_separations_separated_by_fkey FOREIGN KEY (separated_by) REFERENCES accounts (id)
      );

      -- A row that can change hands has a name.
      ALTER TABLE assignment_persons ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
      ALTER TABLE closed_obligations ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();

      -- person_id: the known person whose number it is; null: somebody else.
      CREATE TABLE import_number_choices (
        batch_id uuid NOT NULL,
        staff_number text NOT NULL,
        person_id uuid,
        chosen_at timestamptz NOT NULL,
        chosen_by uuid,
        PRIMARY KEY (batch_id, staff_number),
        CONSTRAINT import_number_choices_batch_fkey FOREIGN KEY (batch_id) REFERENCES import_batches (id),
        CONSTRAINT import_number_choices_person_fkey FOREIGN KEY (person_id) REFERENCES person_identities (id),
        CONSTRAINT import_number_choices_chosen_by_fkey FOREIGN KEY (chosen_by) REFERENCES accounts (id)
      );
      CREATE INDEX import_number_choices_person_idx ON import_number_choices (person_id);
      CREATE INDEX import_number_choices_number_idx ON import_number_choices (staff_number, chosen_at);
    `);
    await runner.query(KEPT_PLANS);
  }

  /** What was joined could never be given back: only a database without joins can go back. */
  async down(runner: QueryRunner): Promise<void> {
    const [some] = (await runner.query('SELECT 1 FROM person_join_rows LIMIT 1')) as unknown[];
    if (some)
      throw new Error('This would lose what was joined. Separate it or restore a backup instead.');
    await runner.query(`
      DROP TABLE import_number_choices, person_separations, person_join_rows;
      ALTER TABLE closed_obligations DROP COLUMN id;
      ALTER TABLE assignment_persons DROP COLUMN id;
      DROP VIEW person_joins;
      ALTER TABLE person_joins_history DROP COLUMN reason;
      CREATE VIEW person_joins AS
        SELECT id, person_id, joined_to, valid_from, valid_to, recorded_at, recorded_by FROM person_joins_history
        WHERE superseded_at IS NULL;
    `);
  }
}

/** Plans of before, in the shape in which they are read from now on: numbers change, and what has to be chosen is asked. */
const KEPT_PLANS = `
  UPDATE import_batches SET plan = jsonb_set(jsonb_set(plan, '{operations,staffNumbers}',
      jsonb_build_object('insert', plan -> 'operations' -> 'staffNumbers', 'update', '[]'::jsonb, 'remove', '[]'::jsonb)),
    '{leavings,staffNumbers}', '{"insert": [], "update": [], "remove": []}')
  WHERE jsonb_typeof(plan -> 'operations' -> 'staffNumbers') = 'array';
  UPDATE import_batches SET plan = plan || jsonb_build_object(
    'summary', plan -> 'summary' || '{"undecidedNumbers": 0}',
    'suspicions', (SELECT coalesce(jsonb_agg(s || '{"pair": null}' ORDER BY place), '[]')
      FROM jsonb_array_elements(plan -> 'suspicions') WITH ORDINALITY AS t (s, place)))
  WHERE jsonb_typeof(plan -> 'suspicions') = 'array' AND jsonb_typeof(plan -> 'summary') = 'object';`;
