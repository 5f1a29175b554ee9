import { Injectable } from '@nestjs/common';
import { col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';

/** What was written down of some units that count, newest first; codes of units that followed one another are one row of months. */
const UNIT_MONTHS = statement({
  name: 'coverage.unit-months',
  sql: `SELECT s.as_of AS "asOf", e ->> 'code' AS code, (e ->> 'leaders')::int AS leaders, (e ->> 'supporters')::int AS supporters,
      (e -> 'counts' ->> 'staff')::int AS staff
    FROM (SELECT f.as_of, f.figures FROM figure_snapshots f WHERE f.as_of <= :on ORDER BY f.as_of DESC LIMIT 24) s,
      json_array_elements(s.figures -> 'units') e
    WHERE e ->> 'code' = ANY (:codes) ORDER BY s.as_of DESC, code`,
  parameters: { codes: 'text[]', on: 'date' },
  row: {
    ...{ asOf: col.date, code: col.text },
    ...{ leaders: col.int, supporters: col.int, staff: col.int },
  },
});

export type UnitMonth = RowFrom<typeof UNIT_MONTHS>;

/** How the figures of one unit went from month to month, as they were written down. */
@Injectable()
export class UnitMonthQueries {
  constructor(private readonly database: Database) {}

  /** Two years back at most. */
  async listMonths(codes: readonly string[], on: LocalDate): Promise<readonly UnitMonth[]> {
    return this.database.all(UNIT_MONTHS, { codes, on });
  }
}
