import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An import that was applied can be taken back: which rows it wrote and which it ended is noted row by row, and a batch that
 * was taken back says when, by whom and why. Nobody takes back what is about their own record.
 */
export class TakeImportsBack20261212000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_batches DROP CONSTRAINT import_batches_state_check,
        ADD COLUMN undone_at timestamptz,
        ADD COLUMN undone_by uuid CONSTRAINT import_batches_undone_by_fkey REFERENCES accounts (id),
        ADD COLUMN undo_reason text CONSTRAINT import_batches_undo_reason CHECK (undo_reason <> ''),
        ADD CONSTRAINT import_batches_state CHECK (state IN ('previewed', 'applied', 'discarded', 'undone')),
        ADD CONSTRAINT import_batches_undone CHECK ((state = 'undone') = (undone_at IS NOT NULL)
          AND (undone_at IS NULL) = (undo_reason IS NULL) AND (undone_at IS NULL OR applied_at IS NOT NULL));

      -- Rows of the dated tables that a batch wrote, and those that it ended.
      CREATE TABLE import_rows (
        id uuid PRIMARY KEY,
        batch_id uuid NOT NULL CONSTRAINT import_rows_batch_fkey REFERENCES import_batches (id),
        table_name text NOT NULL CONSTRAINT import_rows_table CHECK (table_name IN ('org_unit_periods', 'person_details', 'staff_numbers',
          'employments', 'employment_statuses', 'postings')),
        act text NOT NULL CONSTRAINT import_rows_act CHECK (act IN ('written', 'ended')),
        -- A written row that a later batch ended and that came back when that one was taken back has another id since.
        row_id uuid NOT NULL,
        -- The person or the unit that the row is about.
        subject_id uuid NOT NULL
      );
      CREATE INDEX import_rows_batch_idx ON import_rows (batch_id, table_name, act);
      CREATE INDEX import_rows_row_idx ON import_rows (row_id);

      CREATE OR REPLACE FUNCTION require_change_by_others() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        IF person_now(NEW.person_id) IN (person_of(NEW.created_by), person_of(NEW.applied_by), person_of(NEW.undone_by))
        THEN PERFORM refuse_own_act('import_batches_by_others'); END IF;
        RETURN NEW;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const undone = (await runner.query(
      `SELECT 1 FROM import_batches WHERE state = 'undone' LIMIT 1`,
    )) as unknown[];
    if (undone.length > 0)
      throw new Error('This would forget what was taken back. Restore a backup instead.');
    await runner.query(`
      CREATE OR REPLACE FUNCTION require_change_by_others() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        IF person_now(NEW.person_id) IN (person_of(NEW.created_by), person_of(NEW.applied_by))
        THEN PERFORM refuse_own_act('import_batches_by_others'); END IF;
        RETURN NEW;
      END $$;
      DROP TABLE import_rows;
      ALTER TABLE import_batches DROP CONSTRAINT import_batches_state, DROP CONSTRAINT import_batches_undone,
        DROP COLUMN undone_at, DROP COLUMN undone_by, DROP COLUMN undo_reason,
        ADD CONSTRAINT import_batches_state_check CHECK (state IN ('previewed', 'applied', 'discarded'));
    `);
  }
}
