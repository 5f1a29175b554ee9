import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a city calls in its own way is explained once for each source of files, and kept as dated rows. */
export class ExplainWordsOfTheCity20261207000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_batches ADD COLUMN source_name text NOT NULL DEFAULT '人事給与システム' CHECK (source_name <> '');
      CREATE TABLE import_words_history (
        id uuid PRIMARY KEY,
        source_name text NOT NULL CHECK (source_name <> ''),
        kind text NOT NULL,
        word text NOT NULL CHECK (word <> ''),
        -- NULL: a heading that is not read.
        meaning text CHECK (meaning <> ''),
        valid_from date NOT NULL,
        valid_to date,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid,
        superseded_at timestamptz,
        superseded_by uuid,
        CONSTRAINT import_words_kind CHECK (kind IN ('unit_kind', 'posting_kind', 'employment_type', 'status', 'unit_column',
          'posting_column', 'unit_day', 'posting_day')),
        CONSTRAINT import_words_meaning CHECK (meaning IS NOT NULL OR kind IN ('unit_column', 'posting_column')),
        CONSTRAINT import_words_validity CHECK (valid_to IS NULL OR valid_to > valid_from),
        CONSTRAINT import_words_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
        CONSTRAINT import_words_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
      );
      CREATE UNIQUE INDEX import_words_word_key ON import_words_history (source_name, kind, word)
        WHERE superseded_at IS NULL AND valid_to IS NULL;
      CREATE VIEW import_words AS
        SELECT id, source_name, kind, word, meaning, valid_from, valid_to, recorded_at, recorded_by FROM import_words_history
        WHERE superseded_at IS NULL;
      CREATE TRIGGER import_words_history_is_only_closed BEFORE UPDATE ON import_words_history FOR EACH ROW
        WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
          OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
        EXECUTE FUNCTION refuse_to_rewrite_history();
      CREATE TRIGGER import_words_history_is_kept BEFORE DELETE ON import_words_history FOR EACH ROW
        WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();
    `);
  }

  /** What was explained would be forgotten, and imports read with it could not be understood. */
  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query('SELECT 1 FROM import_words_history LIMIT 1')) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget what words mean. Restore a backup instead.');
    await runner.query(`
      DROP VIEW import_words;
      DROP TABLE import_words_history;
      ALTER TABLE import_batches DROP COLUMN source_name;
    `);
  }
}
