import { Injectable } from '@nestjs/common';
import { inForce } from '@app/organization';
import {
  Clock,
  col,
  Database,
  idOf,
  OfficeCalendars,
  type Page,
  type RowFrom,
  statement,
} from '@app/platform';
import { COUNTED_PARAMETERS, type CountedStaff } from '../enrollment/counted-staff.sql';
import { isOpen } from '../obligation/obligation.sql';
import { DAYS, daysOf, OF_SAME_COURSE } from './assignment-day';
import { standingSql } from './standing.sql';

const counted = (condition: string): string =>
  `(count(*) FILTER (WHERE r.left_out_by IS NULL AND ${condition}))::int`;

/** Those furthest behind first; people without a posting under no unit. */
const UNITS = statement({
  name: 'courses.assignment-units',
  sql: `WITH RECURSIVE ${standingSql(OF_SAME_COURSE)}, unit AS (
      SELECT po.org_unit_id, ${counted("NOT r.is_earlier AND r.state <> 'exempted'")} AS expected,
        ${counted("NOT r.is_earlier AND r.state = 'completed'")} AS completed,
        ${counted(isOpen('r'))} AS open, ${counted("r.state = 'overdue'")} AS overdue
      FROM person r
      LEFT JOIN postings po ON po.person_id = r.person_id AND po.kind = 'primary' AND ${inForce('po', ':asOf')}
      WHERE r.assignment_id = :assignmentId
      GROUP BY po.org_unit_id
    )
    SELECT coalesce(o.code, '') AS code, coalesce(u.name, '') AS name, unit.expected, unit.completed, unit.open, unit.overdue,
      (count(*) OVER ())::int AS total
    FROM unit
    LEFT JOIN org_unit_periods u ON u.org_unit_id = unit.org_unit_id AND ${inForce('u', ':asOf')}
    LEFT JOIN org_units o ON o.id = unit.org_unit_id
    WHERE unit.expected + unit.open > 0
    ORDER BY unit.overdue DESC, unit.open DESC, u.sort_order NULLS LAST, code
    LIMIT :limit OFFSET :offset`,
  parameters: {
    ...DAYS,
    ...COUNTED_PARAMETERS,
    assignmentId: 'uuid',
    limit: 'integer',
    offset: 'integer',
  },
  row: {
    /** Empty for those who have no posting. */
    code: col.text,
    name: col.text,
    expected: col.int,
    completed: col.int,
    /** Still to be learned, what was carried over as well. */
    open: col.int,
    overdue: col.int,
    total: col.int,
  },
});

export type AssignmentUnitRow = Omit<RowFrom<typeof UNITS>, 'total'>;

/** Where the units stand with one assignment: by the primary posting of today. */
@Injectable()
export class AssignmentUnitQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
  ) {}

  async listUnits(
    assignmentId: string,
    slice: { readonly limit: number; readonly offset: number },
    staff: CountedStaff,
  ): Promise<Page<AssignmentUnitRow>> {
    const rows = await this.database.all(UNITS, {
      ...(await daysOf(this.clock, this.calendars)),
      ...staff,
      assignmentId: idOf(assignmentId),
      ...slice,
    });
    return { rows, total: rows[0]?.total ?? 0 };
  }
}
