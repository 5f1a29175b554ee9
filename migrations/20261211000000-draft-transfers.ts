import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * 異動案: rows of HR's files that nobody has ordered, for a day of effect, opened by named people only. What they would do is worked
 * out aside and kept with the marks of what it was made of. A draft becomes orders through an import, never by somebody who is in it.
 */
export class DraftTransfers20261211000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DRAFTS + EFFECTS);
    for (const [table, columns, own] of HISTORIES)
      await runner.query(historyOf(table, columns, own));
    await runner.query(ADOPTION);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query('SELECT 1 FROM transfer_drafts LIMIT 1')) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget drafts of transfers. Restore a backup instead.');
    await runner.query(`
      ALTER TABLE import_batches DROP COLUMN draft_id;
      DROP VIEW transfer_draft_rows, transfer_draft_readers;
      DROP TABLE transfer_draft_effects, transfer_draft_rows_history, transfer_draft_readers_history, transfer_drafts;
      DROP FUNCTION require_adoption_by_others();
    `);
  }
}

const DRAFTS = `
  CREATE TABLE transfer_drafts (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    effective_on date NOT NULL,
    -- Whose words the rows are written in.
    source_name text NOT NULL CHECK (source_name <> ''),
    state text NOT NULL CONSTRAINT transfer_drafts_state CHECK (state IN ('open', 'adopted', 'discarded')),
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL CONSTRAINT transfer_drafts_created_by_fkey REFERENCES accounts (id),
    closed_at timestamptz,
    closed_by uuid CONSTRAINT transfer_drafts_closed_by_fkey REFERENCES accounts (id),
    CONSTRAINT transfer_drafts_closed CHECK ((state = 'open') = (closed_at IS NULL) AND (closed_at IS NULL) = (closed_by IS NULL))
  );
  CREATE TRIGGER transfer_drafts_are_only_closed BEFORE UPDATE ON transfer_drafts FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.state <> 'open'
      OR to_jsonb(OLD) - '{state,closed_at,closed_by}'::text[] <> to_jsonb(NEW) - '{state,closed_at,closed_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER transfer_drafts_are_kept BEFORE DELETE ON transfer_drafts FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();
  ALTER TABLE import_batches ADD COLUMN draft_id uuid CONSTRAINT import_batches_draft_fkey REFERENCES transfer_drafts (id);
  CREATE INDEX import_batches_draft_idx ON import_batches (draft_id);`;

/** Worked out again at any time: it may be thrown away. */
const EFFECTS = `
  CREATE TABLE transfer_draft_effects (
    id uuid PRIMARY KEY,
    draft_id uuid NOT NULL CONSTRAINT transfer_draft_effects_draft_fkey REFERENCES transfer_drafts (id),
    asked_at timestamptz NOT NULL,
    asked_by uuid NOT NULL CONSTRAINT transfer_draft_effects_asked_by_fkey REFERENCES accounts (id),
    made_at timestamptz,
    -- Of the rows and of the records that it was worked out from.
    rows_mark text,
    books_mark text,
    content jsonb,
    problem text CHECK (problem <> ''),
    CONSTRAINT transfer_draft_effects_made CHECK (
      (made_at IS NULL AND num_nonnulls(rows_mark, books_mark, content, problem) = 0)
      OR (made_at IS NOT NULL AND problem IS NOT NULL AND num_nonnulls(rows_mark, books_mark, content) = 0)
      OR (made_at IS NOT NULL AND problem IS NULL AND num_nonnulls(rows_mark, books_mark, content) = 3))
  );
  CREATE INDEX transfer_draft_effects_draft_idx ON transfer_draft_effects (draft_id, asked_at);
  CREATE INDEX transfer_draft_effects_unmade_idx ON transfer_draft_effects (asked_at) WHERE made_at IS NULL;`;

const HISTORIES: readonly (readonly [string, string, string])[] = [
  [
    'transfer_draft_rows',
    // All rows of one person or one unit, in the columns of HR's files.
    'id, draft_id, file, subject, act, position, cells',
    `draft_id uuid NOT NULL CONSTRAINT transfer_draft_rows_draft_fkey REFERENCES transfer_drafts (id),
     file text NOT NULL CONSTRAINT transfer_draft_rows_file CHECK (file IN ('postings', 'units')),
     subject text NOT NULL CHECK (subject <> ''),
     act text NOT NULL CONSTRAINT transfer_draft_rows_act CHECK (act IN ('file', 'move', 'promote', 'retire', 'hire', 'absence', 'unit')),
     position integer NOT NULL,
     cells jsonb NOT NULL CONSTRAINT transfer_draft_rows_cells CHECK (jsonb_typeof(cells) = 'array'),`,
  ],
  [
    'transfer_draft_readers',
    'id, draft_id, account_id',
    `draft_id uuid NOT NULL CONSTRAINT transfer_draft_readers_draft_fkey REFERENCES transfer_drafts (id),
     account_id uuid NOT NULL CONSTRAINT transfer_draft_readers_account_fkey REFERENCES accounts (id),`,
  ],
];

function historyOf(table: string, columns: string, own: string): string {
  return `
    CREATE TABLE ${table}_history (
      id uuid PRIMARY KEY,
      ${own}
      recorded_at timestamptz NOT NULL,
      recorded_by uuid,
      superseded_at timestamptz,
      superseded_by uuid,
      CONSTRAINT ${table}_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
      CONSTRAINT ${table}_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
      CONSTRAINT ${table}_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
    );
    CREATE UNIQUE INDEX ${table}_once ON ${table}_history (${table === 'transfer_draft_rows' ? 'draft_id, file, subject' : 'draft_id, account_id'})
      WHERE superseded_at IS NULL;
    CREATE VIEW ${table} AS SELECT ${columns}, recorded_at, recorded_by FROM ${table}_history WHERE superseded_at IS NULL;
    CREATE TRIGGER ${table}_history_is_only_closed BEFORE UPDATE ON ${table}_history FOR EACH ROW
      WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
        OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
      EXECUTE FUNCTION refuse_to_rewrite_history();
    CREATE TRIGGER ${table}_history_is_kept BEFORE DELETE ON ${table}_history FOR EACH ROW
      WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;
}

/** Nobody's own transfer is ordered by themselves, under whichever of their numbers. */
const ADOPTION = `
  CREATE FUNCTION require_adoption_by_others() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM transfer_draft_rows r JOIN staff_numbers n ON n.staff_number = r.subject
      WHERE r.draft_id = NEW.id AND r.file = 'postings' AND person_now(n.person_id) = person_of(NEW.closed_by))
    THEN PERFORM refuse_own_act('transfer_drafts_by_others'); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER transfer_drafts_by_others BEFORE INSERT OR UPDATE ON transfer_drafts FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND NEW.state = 'adopted') EXECUTE FUNCTION require_adoption_by_others();`;
