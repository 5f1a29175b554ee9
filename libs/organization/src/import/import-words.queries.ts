import { Injectable } from '@nestjs/common';
import { Clock, col, Database, type Page, type RowFrom, statement } from '@app/platform';
import { inForce } from '../day/in-force';
import { type CityWord, WORD_KINDS } from './city-words';

const HELD = statement({
  name: 'organization.import-words-of-source',
  sql: `SELECT w.kind, w.word, w.meaning FROM import_words w
    WHERE w.source_name = :sourceName AND ${inForce('w', ':today')} ORDER BY w.kind, w.word`,
  parameters: { sourceName: 'text', today: 'date' },
  row: { kind: col.oneOf(WORD_KINDS), word: col.text, meaning: col.text.orNull },
});

const PAGE = statement({
  name: 'organization.import-words',
  sql: `SELECT w.id, w.source_name AS "sourceName", w.kind, w.word, w.meaning, w.valid_from AS "validFrom",
      (count(*) OVER ())::int AS total
    FROM import_words w WHERE ${inForce('w', ':today')}
    ORDER BY w.source_name, w.kind, w.word, w.id LIMIT :limit OFFSET :offset`,
  parameters: { today: 'date', limit: 'integer', offset: 'integer' },
  row: {
    ...{ id: col.id<'import_word'>(), sourceName: col.text, kind: col.oneOf(WORD_KINDS) },
    ...{ word: col.text, meaning: col.text.orNull, validFrom: col.date, total: col.int },
  },
});

const ONE = statement({
  name: 'organization.import-word',
  sql: `SELECT w.id, w.source_name AS "sourceName", w.kind, w.word, w.meaning, w.valid_from AS "validFrom"
    FROM import_words w WHERE w.id::text = :wordId AND w.valid_to IS NULL`,
  parameters: { wordId: 'text' },
  row: {
    ...{ id: col.id<'import_word'>(), sourceName: col.text, kind: col.oneOf(WORD_KINDS) },
    ...{ word: col.text, meaning: col.text.orNull, validFrom: col.date },
  },
});

const OPEN = statement({
  name: 'organization.import-words-open',
  sql: `SELECT w.id, w.kind, w.word, w.meaning, w.valid_from AS "validFrom" FROM import_words w
    WHERE w.source_name = :sourceName AND w.valid_to IS NULL`,
  parameters: { sourceName: 'text' },
  row: {
    ...{ id: col.id<'import_word'>(), kind: col.oneOf(WORD_KINDS) },
    ...{ word: col.text, meaning: col.text.orNull, validFrom: col.date },
  },
});

export type KnownWord = Omit<RowFrom<typeof PAGE>, 'total'>;

/** What was said of the words of HR's files. */
@Injectable()
export class ImportWordQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What words of this source mean today. */
  async listOf(sourceName: string): Promise<readonly CityWord[]> {
    return this.database.all(HELD, { sourceName, today: this.clock.today() });
  }

  /** What is held today, by source. */
  async list(page: { readonly page: number; readonly pageSize: number }): Promise<Page<KnownWord>> {
    const { pageSize } = page;
    const given = { limit: pageSize, offset: (page.page - 1) * pageSize };
    const rows = await this.database.all(PAGE, { ...given, today: this.clock.today() });
    return { rows, total: rows[0]?.total ?? 0 };
  }

  /** Null when it is not there, or taken back. */
  async find(wordId: string): Promise<KnownWord | null> {
    return this.database.first(ONE, { wordId });
  }

  /** What of this source has no end, by whoever is about to change it. */
  async listOpen(sourceName: string): Promise<readonly RowFrom<typeof OPEN>[]> {
    return this.database.all(OPEN, { sourceName });
  }
}
