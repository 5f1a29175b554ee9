import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A change that was made on the screen is a batch like those of files, with its reason and with whom or which unit it is about.
 * Nobody changes their own record, under whichever of their numbers. What the new columns say cannot be forgotten.
 */
export class ChangePeopleOnTheScreen20261208000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_batches
        ADD COLUMN reason text CONSTRAINT import_batches_reason CHECK (reason <> ''),
        ADD COLUMN person_id uuid CONSTRAINT import_batches_person_fkey REFERENCES person_identities (id),
        ADD COLUMN org_unit_id uuid CONSTRAINT import_batches_org_unit_fkey REFERENCES org_units (id),
        ADD CONSTRAINT import_batches_of_the_screen CHECK (reason IS NOT NULL OR (person_id IS NULL AND org_unit_id IS NULL));

      CREATE INDEX import_batches_person_idx ON import_batches (person_id);
      CREATE INDEX import_batches_org_unit_idx ON import_batches (org_unit_id);

      CREATE FUNCTION require_change_by_others() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        IF person_now(NEW.person_id) IN (person_of(NEW.created_by), person_of(NEW.applied_by))
        THEN PERFORM refuse_own_act('import_batches_by_others'); END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER import_batches_by_others BEFORE INSERT OR UPDATE ON import_batches FOR EACH ROW
        WHEN (NOT may_rewrite_history() AND NEW.person_id IS NOT NULL)
        EXECUTE FUNCTION require_change_by_others();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const told = (await runner.query(
      'SELECT 1 FROM import_batches WHERE reason IS NOT NULL LIMIT 1',
    )) as unknown[];
    if (told.length > 0)
      throw new Error('This would forget why somebody was changed. Restore a backup instead.');
    await runner.query(`
      DROP TRIGGER import_batches_by_others ON import_batches;
      DROP FUNCTION require_change_by_others();
      ALTER TABLE import_batches DROP COLUMN reason, DROP COLUMN person_id, DROP COLUMN org_unit_id;
    `);
  }
}
