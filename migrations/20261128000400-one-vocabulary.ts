import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The city's words as dated rows that are never overwritten; what was set for lessons moves here. */
export class OneVocabulary20261128000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE vocabulary_words_history (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        key text NOT NULL,
        word text NOT NULL CHECK (word <> ''),
        -- The form inside a sentence; the same as the word where it needs none.
        short_word text NOT NULL CHECK (short_word <> ''),
        valid_from date NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid,
        superseded_at timestamptz,
        superseded_by uuid,
        CHECK (superseded_at >= recorded_at),
        CHECK (superseded_by IS NULL OR superseded_at IS NOT NULL)
      );
      CREATE UNIQUE INDEX vocabulary_words_one_a_day ON vocabulary_words_history (key, valid_from)
        WHERE superseded_at IS NULL;
      CREATE VIEW vocabulary_words AS
        SELECT id, key, word, short_word, valid_from, recorded_at, recorded_by FROM vocabulary_words_history
        WHERE superseded_at IS NULL;

      -- Before history was kept, a fact counts as recorded on its first day.
      INSERT INTO vocabulary_words_history (key, word, short_word, valid_from, recorded_at)
      SELECT CASE key WHEN 'city.name' THEN 'city_name' WHEN 'city.dx_office' THEN 'program_office' ELSE substr(key, 6) END,
        value #>> '{}', value #>> '{}', valid_from, valid_from::timestamp AT TIME ZONE 'Asia/Tokyo'
      FROM settings WHERE starts_with(key, 'city.') AND jsonb_typeof(value) = 'string' AND value #>> '{}' <> '';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW vocabulary_words;
      DROP TABLE vocabulary_words_history;
    `);
  }
}
