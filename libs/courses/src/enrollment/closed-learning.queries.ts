import { Injectable } from '@nestjs/common';
import { Clock, col, Database, type RowFrom, statement } from '@app/platform';
import { OWN_OBLIGATIONS, OWN_PARAMETERS } from '../course/own-course.sql';
import { obligationTitle } from '../obligation/obligation-title.sql';

const CLOSED = statement({
  name: 'courses.own-closed',
  sql: `WITH RECURSIVE ${OWN_OBLIGATIONS}
    SELECT c.key AS "courseKey", nullif(o.cycle, 0) AS year, ${obligationTitle('v.title', 'o')} AS title,
      o.fiscal_year AS "fiscalYear", o.closed_on AS "closedOn"
    FROM obligation o JOIN courses c ON c.id = o.course_id JOIN course_versions v ON v.id = o.edition_id
    WHERE o.state = 'closed' AND o.completed_at IS NULL
    ORDER BY o.closed_on DESC, v.title, o.id`,
  parameters: OWN_PARAMETERS,
  row: {
    courseKey: col.text,
    /** The fiscal year of a yearly course in whose cycle it is learnt. */
    year: col.int.orNull,
    title: col.text,
    /** For which it was asked, and which was closed. */
    fiscalYear: col.int,
    closedOn: col.date,
  },
});

/** Something that a year-end closing ended before the person had finished it. */
export type ClosedLearningRow = RowFrom<typeof CLOSED>;

/** What is not asked of a person any more, and was not finished. It may still be learnt. */
@Injectable()
export class ClosedLearningQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The newest closing first. */
  async listForPerson(personId: string): Promise<readonly ClosedLearningRow[]> {
    return this.database.all(CLOSED, { personId, asOf: this.clock.today() });
  }
}
