import { Injectable } from '@nestjs/common';
import { col, Database, type Page, type RowFrom, searchKey, statement } from '@app/platform';
import { KANA_ROWS, type KanaRow } from './kana-rows';

const TERM_ROW = { term: col.text, reading: col.text, meaning: col.text, see: col.texts };

const TERMS = statement({
  name: 'courses.terms',
  sql: 'SELECT term, reading, meaning, see FROM glossary_terms ORDER BY reading, term',
  parameters: {},
  row: TERM_ROW,
});

export type GlossaryRow = RowFrom<typeof TERMS>;

const IN_ROW = `FROM glossary_terms WHERE :letters IS NULL OR strpos(:letters, left(reading, 1)) > 0`;

const TERMS_OF_ROW = statement({
  name: 'courses.terms-of-row',
  sql: `SELECT term, reading, meaning, see ${IN_ROW} ORDER BY reading, term LIMIT :limit OFFSET :offset`,
  parameters: { letters: 'text?', limit: 'integer', offset: 'integer' },
  row: TERM_ROW,
});

const TERM_COUNT = statement({
  name: 'courses.term-count',
  sql: `SELECT count(*)::int AS total ${IN_ROW}`,
  parameters: { letters: 'text?' },
  row: { total: col.int },
});

const LESSONS_OF_TERMS = statement({
  name: 'courses.lessons-of-terms',
  sql: `SELECT found.term, found.course_key AS "courseKey", found.key AS "lessonKey", found.title AS "lessonTitle"
    FROM (
      SELECT t.term, c.key AS course_key, l.key, l.title, l.position,
        row_number() OVER (PARTITION BY t.term ORDER BY c.key, l.position) AS number
      FROM courses c
      CROSS JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = c.id
        ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) current
      JOIN lessons l ON l.course_version_id = current.id
      CROSS JOIN LATERAL (SELECT DISTINCT explained[1] AS word
        FROM regexp_matches(l.html, '>([^<>]+)</button>', 'g') explained) button
      JOIN unnest(:terms) t (term)
        ON replace(replace(replace(t.term, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') = button.word
    ) found
    WHERE found.number <= :most ORDER BY found.term, found.number`,
  parameters: { terms: 'text[]', most: 'integer' },
  row: { term: col.text, courseKey: col.text, lessonKey: col.text, lessonTitle: col.text },
});

/** A lesson of a current version in which a term is explained. */
export type TermLessonRow = RowFrom<typeof LESSONS_OF_TERMS>;

const LESSONS_PER_TERM = 3;

export interface GlossaryFilter {
  /** Occurs in term, reading or meaning; width and case do not matter. Empty: every term. */
  readonly text: string;
  /** Only terms whose reading begins in this row of the kana table; null: all. */
  readonly row: KanaRow | null;
  readonly page: number;
  readonly pageSize: number;
}

/** The words of the courses, in the order of their reading. */
@Injectable()
export class GlossaryQueries {
  constructor(private readonly database: Database) {}

  async listTerms(filter: GlossaryFilter): Promise<Page<GlossaryRow>> {
    return searchKey(filter.text) === '' ? this.browse(filter) : this.search(filter);
  }

  /** Where the terms stand in lessons, at most three lessons a term; found by the button that shows the meaning. */
  async listLessonsOf(terms: readonly string[]): Promise<readonly TermLessonRow[]> {
    return this.database.all(LESSONS_OF_TERMS, { terms, most: LESSONS_PER_TERM });
  }

  private async browse({ row, page, pageSize }: GlossaryFilter): Promise<Page<GlossaryRow>> {
    const letters = row === null ? null : KANA_ROWS[row];
    const [rows, { total }] = await Promise.all([
      this.database.all(TERMS_OF_ROW, { letters, limit: pageSize, offset: (page - 1) * pageSize }),
      this.database.only(TERM_COUNT, { letters }),
    ]);
    return { rows, total };
  }

  /** The search key (width, case) is a rule of the code, so the few hundred terms are compared here. */
  private async search({ text, page, pageSize }: GlossaryFilter): Promise<Page<GlossaryRow>> {
    const rows = await this.database.all(TERMS, {});
    const wanted = searchKey(text);
    const found = rows.filter((row) =>
      searchKey(row.term + row.reading + row.meaning).includes(wanted),
    );
    return { rows: found.slice((page - 1) * pageSize, page * pageSize), total: found.length };
  }
}
