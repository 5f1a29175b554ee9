import { Injectable } from '@nestjs/common';
import { Database, type Page, searchKey } from '@app/platform';
import { KANA_ROWS, type KanaRow } from './kana-rows';
import { CURRENT_VERSION_SQL } from './version.queries';

export interface GlossaryRow {
  readonly term: string;
  readonly reading: string;
  readonly meaning: string;
  readonly see: readonly string[];
}

/** A lesson of a current version in which a term is explained. */
export interface TermLessonRow {
  readonly term: string;
  readonly courseKey: string;
  readonly lessonKey: string;
  readonly lessonTitle: string;
}

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
    return this.database.query<TermLessonRow>(
      `SELECT found.term, found.course_key AS "courseKey", found.key AS "lessonKey", found.title AS "lessonTitle"
       FROM (
         SELECT t.term, c.key AS course_key, l.key, l.title, l.position,
           row_number() OVER (PARTITION BY t.term ORDER BY c.key, l.position) AS number
         FROM courses c
         CROSS JOIN LATERAL (${CURRENT_VERSION_SQL}) current
         JOIN lessons l ON l.course_version_id = current.id
         JOIN unnest($1::text[]) t (term) ON strpos(l.html,
           '>' || replace(replace(replace(t.term, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') || '</button>') > 0
       ) found
       WHERE found.number <= $2 ORDER BY found.term, found.number`,
      [terms, LESSONS_PER_TERM],
    );
  }

  private async browse({ row, page, pageSize }: GlossaryFilter): Promise<Page<GlossaryRow>> {
    const letters = row === null ? null : KANA_ROWS[row];
    const [rows, [count]] = await Promise.all([
      this.database.query<GlossaryRow>(
        `SELECT term, reading, meaning, see FROM glossary_terms
         WHERE $1::text IS NULL OR strpos($1, left(reading, 1)) > 0
         ORDER BY reading, term LIMIT $2 OFFSET $3`,
        [letters, pageSize, (page - 1) * pageSize],
      ),
      this.database.query<{ total: number }>(
        `SELECT count(*)::int AS total FROM glossary_terms
         WHERE $1::text IS NULL OR strpos($1, left(reading, 1)) > 0`,
        [letters],
      ),
    ]);
    return { rows, total: count?.total ?? 0 };
  }

  /** The search key (width, case) is a rule of the code, so the few hundred terms are compared here. */
  private async search({ text, page, pageSize }: GlossaryFilter): Promise<Page<GlossaryRow>> {
    const rows = await this.database.query<GlossaryRow>(
      'SELECT term, reading, meaning, see FROM glossary_terms ORDER BY reading, term',
    );
    const wanted = searchKey(text);
    const found = rows.filter((row) =>
      searchKey(row.term + row.reading + row.meaning).includes(wanted),
    );
    return { rows: found.slice((page - 1) * pageSize, page * pageSize), total: found.length };
  }
}
