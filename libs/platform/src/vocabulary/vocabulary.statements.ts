import { col, type RowFrom, statement } from '../statements';

/** The rows as they are known now, by key, newest first; also those that begin later. */
export const WORDS_NOW = statement({
  name: 'platform.words',
  sql: `SELECT id, key, word, short_word AS short, valid_from AS "validFrom" FROM vocabulary_words ORDER BY key, valid_from DESC`,
  parameters: {},
  row: {
    id: col.id<'word'>(),
    key: col.text,
    word: col.text,
    short: col.text,
    validFrom: col.date,
  },
});

/** A word as it holds from a day on, until a later row of the same key. */
export type WordRow = RowFrom<typeof WORDS_NOW>;

export const SUPERSEDE_WORD = `
  UPDATE vocabulary_words_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE id = $1 AND superseded_at IS NULL`;

export const RECORD_WORD = `
  INSERT INTO vocabulary_words_history (key, word, short_word, valid_from, recorded_at, recorded_by)
  VALUES ($1, $2, $3, $4, $5, $6)`;
