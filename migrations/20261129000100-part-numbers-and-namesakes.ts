import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two people where one was seen: a number that an import gave to somebody known is parted from them again, and namesakes
 * are said to be two people, with the reason.
 */
export class PartNumbersAndNamesakes20261129000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE import_number_partings (
        batch_id uuid NOT NULL,
        staff_number text NOT NULL,
        kept_person_id uuid NOT NULL,
        -- The person whose number it is since.
        new_person_id uuid NOT NULL,
        reason text NOT NULL CHECK (reason <> ''),
        parted_at timestamptz NOT NULL,
        parted_by uuid,
        PRIMARY KEY (batch_id, staff_number),
        CONSTRAINT import_number_partings_choice_fkey FOREIGN KEY (batch_id, staff_number)
          REFERENCES import_number_choices (batch_id, staff_number),
        CONSTRAINT import_number_partings_kept_fkey FOREIGN KEY (kept_person_id) REFERENCES person_identities (id),
        CONSTRAINT import_number_partings_new_fkey FOREIGN KEY (new_person_id) REFERENCES person_identities (id),
        CONSTRAINT import_number_partings_parted_by_fkey FOREIGN KEY (parted_by) REFERENCES accounts (id)
      );
      CREATE INDEX import_number_partings_kept_idx ON import_number_partings (kept_person_id);
      CREATE INDEX import_number_partings_new_idx ON import_number_partings (new_person_id);

      -- A pair is written down once, the smaller id first.
      CREATE TABLE distinct_people_history (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        other_id uuid NOT NULL,
        reason text NOT NULL CHECK (reason <> ''),
        valid_from date NOT NULL,
        valid_to date,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid,
        superseded_at timestamptz,
        superseded_by uuid,
        CONSTRAINT distinct_people_order CHECK (person_id < other_id),
        CONSTRAINT distinct_people_validity CHECK (valid_to IS NULL OR valid_to > valid_from),
        CONSTRAINT distinct_people_person_fkey FOREIGN KEY (person_id) REFERENCES person_identities (id),
        CONSTRAINT distinct_people_other_fkey FOREIGN KEY (other_id) REFERENCES person_identities (id),
        CONSTRAINT distinct_people_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
        CONSTRAINT distinct_people_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
      );
      CREATE UNIQUE INDEX distinct_people_pair_key ON distinct_people_history (person_id, other_id)
        WHERE superseded_at IS NULL AND valid_to IS NULL;
      CREATE INDEX distinct_people_other_idx ON distinct_people_history (other_id);
      CREATE VIEW distinct_people AS
        SELECT id, person_id, other_id, reason, valid_from, valid_to, recorded_at, recorded_by FROM distinct_people_history
        WHERE superseded_at IS NULL;
      CREATE TRIGGER distinct_people_history_is_only_closed BEFORE UPDATE ON distinct_people_history FOR EACH ROW
        WHEN (${REWRITES} AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
          OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
        EXECUTE FUNCTION refuse_to_rewrite_history();
      CREATE TRIGGER distinct_people_history_is_kept BEFORE DELETE ON distinct_people_history FOR EACH ROW
        WHEN (${REWRITES}) EXECUTE FUNCTION refuse_to_rewrite_history();
    `);
  }

  /** What was parted or told apart would be forgotten: only a database without it can go back. */
  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM import_number_partings UNION ALL SELECT 1 FROM distinct_people_history LIMIT 1',
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget who was told apart. Restore a backup instead.');
    await runner.query(`
      DROP VIEW distinct_people;
      DROP TABLE distinct_people_history, import_number_partings;
    `);
  }
}

const REWRITES = `current_setting('tsunagaru.rewrites_history', true) IS DISTINCT FROM 'on'`;
