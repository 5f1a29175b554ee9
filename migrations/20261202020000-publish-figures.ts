import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Figures of a day that the city quotes, frozen with their rule and the people behind them, and their files. A row is never
 * changed: a wrong one is withdrawn with a reason, a correction is a new row that names the one it follows. `json`, not `jsonb`:
 * the text stays as it was hashed.
 */
export class PublishFigures20261202020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PUBLICATIONS + FILES);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query('SELECT 1 FROM figure_publications LIMIT 1')) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget figures that were published. Restore a backup instead.');
    await runner.query('DROP TABLE figure_publication_files, figure_publications;');
  }
}

const PUBLICATIONS = `
  CREATE TABLE figure_publications (
    id uuid PRIMARY KEY,
    -- 第1号, and the next one for each.
    number integer NOT NULL CHECK (number > 0),
    as_of date NOT NULL,
    -- The one of the same day that it corrects.
    follows_id uuid,
    -- '': without one.
    document_number text NOT NULL,
    reason text NOT NULL CHECK (reason <> ''),
    content json NOT NULL,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    published_at timestamptz NOT NULL,
    published_by uuid NOT NULL REFERENCES accounts,
    -- When the last of its files was made.
    made_at timestamptz,
    withdrawn_at timestamptz,
    withdrawn_by uuid REFERENCES accounts,
    withdrawal_reason text CHECK (withdrawal_reason <> ''),
    CONSTRAINT figure_publications_number UNIQUE (number),
    CONSTRAINT figure_publications_of_day UNIQUE (id, as_of),
    CONSTRAINT figure_publications_follows FOREIGN KEY (follows_id, as_of) REFERENCES figure_publications (id, as_of),
    CONSTRAINT figure_publications_followed_once UNIQUE (follows_id),
    CONSTRAINT figure_publications_not_ahead CHECK (as_of <= (published_at AT TIME ZONE 'Asia/Tokyo')::date),
    CONSTRAINT figure_publications_withdrawn CHECK (num_nonnulls(withdrawn_at, withdrawn_by, withdrawal_reason) IN (0, 3))
  );
  -- Those of a day are one chain of corrections.
  CREATE UNIQUE INDEX figure_publications_first ON figure_publications (as_of) WHERE follows_id IS NULL;
  CREATE INDEX figure_publications_day_idx ON figure_publications (as_of);
  CREATE INDEX figure_publications_unmade_idx ON figure_publications (published_at) WHERE made_at IS NULL;
  CREATE TRIGGER figure_publications_are_only_ended BEFORE UPDATE ON figure_publications FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.content::text <> NEW.content::text
      OR to_jsonb(OLD) - '{content,made_at,withdrawn_at,withdrawn_by,withdrawal_reason}'::text[]
        <> to_jsonb(NEW) - '{content,made_at,withdrawn_at,withdrawn_by,withdrawal_reason}'::text[]
      OR (OLD.made_at IS NOT NULL AND OLD.made_at IS DISTINCT FROM NEW.made_at)
      OR (OLD.withdrawn_at IS NOT NULL AND (OLD.withdrawn_at, OLD.withdrawn_by, OLD.withdrawal_reason)
        IS DISTINCT FROM (NEW.withdrawn_at, NEW.withdrawn_by, NEW.withdrawal_reason))))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER figure_publications_are_kept BEFORE DELETE ON figure_publications FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;

const FILES = `
  CREATE TABLE figure_publication_files (
    publication_id uuid NOT NULL REFERENCES figure_publications,
    kind text NOT NULL CHECK (kind <> ''),
    name text NOT NULL CHECK (name <> ''),
    content bytea NOT NULL,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (publication_id, kind)
  );
  -- It is compressed already.
  ALTER TABLE figure_publication_files ALTER COLUMN content SET STORAGE EXTERNAL;
  CREATE TRIGGER figure_publication_files_are_kept BEFORE UPDATE OR DELETE ON figure_publication_files FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;
