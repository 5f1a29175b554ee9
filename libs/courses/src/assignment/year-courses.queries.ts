import { Injectable } from '@nestjs/common';
import { Clock, col, Database, type RowFrom, statement } from '@app/platform';
import { notWithdrawn, ON_DAY } from '../obligation/obligation.sql';

/** By what is recorded on the day: an assignment that repeats asks in every fiscal year after its first as well. */
const MANDATORY_OF_YEAR = statement({
  name: 'courses.mandatory-of-year',
  sql: `SELECT count(DISTINCT a.course_id)::int AS courses,
      (count(DISTINCT a.course_id) FILTER (WHERE a.fiscal_year < :fiscalYear))::int AS repeated
    FROM course_assignments a
    WHERE a.is_mandatory AND (a.fiscal_year = :fiscalYear OR (a.repeats_yearly AND a.fiscal_year < :fiscalYear))
      AND ${notWithdrawn(ON_DAY)}`,
  parameters: { fiscalYear: 'integer', asOf: 'date' },
  row: {
    courses: col.int,
    /** Of them, those that an earlier fiscal year asked for already. */
    repeated: col.int,
  },
});

export type MandatoryOfYear = RowFrom<typeof MANDATORY_OF_YEAR>;

/** What a fiscal year asks for. */
@Injectable()
export class YearCourseQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** How many courses are mandatory for somebody in the fiscal year, as assigned today. */
  async countMandatory(fiscalYear: number): Promise<MandatoryOfYear> {
    return this.database.only(MANDATORY_OF_YEAR, { fiscalYear, asOf: this.clock.today() });
  }
}
