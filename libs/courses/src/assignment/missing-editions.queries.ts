import { Injectable } from '@nestjs/common';
import { Clock, col, Database, type RowFrom, statement } from '@app/platform';
import { notWithdrawn, ON_DAY } from '../obligation/obligation.sql';
import { courseName } from '../obligation/obligation-title.sql';
import { yearsToPrepare } from './assignment.rules';

/** Yearly courses that are assigned for a fiscal year of which there is no edition. Nobody has to learn them then. */
const MISSING_EDITIONS = statement({
  name: 'courses.missing-editions',
  sql: `SELECT c.key AS "courseKey", ${courseName('newest.title')} AS title, y.fiscal_year AS "fiscalYear"
    FROM course_assignments a
    JOIN courses c ON c.id = a.course_id
    JOIN LATERAL (SELECT v.title FROM course_versions v WHERE v.course_id = c.id AND v.fiscal_year IS NOT NULL
      ORDER BY v.fiscal_year DESC, v.version DESC LIMIT 1) newest ON true
    CROSS JOIN unnest(:fiscalYears) AS y (fiscal_year)
    WHERE (a.fiscal_year = y.fiscal_year OR (a.repeats_yearly AND a.fiscal_year < y.fiscal_year))
      AND ${notWithdrawn(ON_DAY)}
      AND NOT EXISTS (SELECT 1 FROM course_versions v WHERE v.course_id = c.id AND v.fiscal_year = y.fiscal_year)
    GROUP BY c.key, newest.title, y.fiscal_year
    ORDER BY y.fiscal_year, newest.title, c.key`,
  parameters: { asOf: 'date', fiscalYears: 'integer[]' },
  row: { courseKey: col.text, title: col.text, fiscalYear: col.int },
});

/** A course of which the edition of a fiscal year has to be made. */
export type MissingEdition = RowFrom<typeof MISSING_EDITIONS>;

/** What keeps an assignment from beginning, for those who can do something about it. */
@Injectable()
export class MissingEditionQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What is assigned without an edition: of the running fiscal year, and from 1 March on also of the next one. */
  async listMissingEditions(): Promise<readonly MissingEdition[]> {
    const asOf = this.clock.today();
    return this.database.all(MISSING_EDITIONS, { asOf, fiscalYears: yearsToPrepare(asOf) });
  }
}
