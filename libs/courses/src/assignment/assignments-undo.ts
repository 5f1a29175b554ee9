import { Injectable } from '@nestjs/common';
import {
  isUncovered,
  type Stranded,
  type UndoPart,
  UndoParts,
  UNITS_OF_BATCH,
  type UndoScope,
} from '@app/organization';
import { col, Database, formatDateShort, statement } from '@app/platform';

/** Assignments since the import to a unit that is there no more on the day by which it is to be done. */
const STRANDED = statement({
  name: 'courses.stranded-assignments',
  sql: `SELECT a.id, a.org_unit_id AS "unitId", a.due_on AS "dueOn" FROM course_assignments a
    CROSS JOIN LATERAL (SELECT a.due_on AS valid_from, a.due_on + 1 AS valid_to) due
    WHERE a.org_unit_id IN (${UNITS_OF_BATCH}) AND a.created_at > :since
      AND NOT EXISTS (SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id)
      AND ${isUncovered('due', 'org_unit_periods', 'base.org_unit_id = a.org_unit_id')}`,
  parameters: { batchId: 'uuid', since: 'timestamptz' },
  row: { id: col.id<'assignment'>(), unitId: col.id<'org_unit'>().orNull, dueOn: col.date },
});

/** Courses that a unit was asked to take which an import had founded. */
@Injectable()
export class AssignmentsUndo implements UndoPart {
  constructor(
    parts: UndoParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  async listStranded({ batchId, since }: UndoScope): Promise<readonly Stranded[]> {
    const rows = await this.database.all(STRANDED, { batchId, since });
    return rows.flatMap(({ id, unitId, dueOn }) =>
      unitId === null
        ? []
        : [
            {
              key: `assignment ${id}`,
              subjectId: unitId,
              lacksUnit: true,
              text: `受講指定(期限は${formatDateShort(dueOn)})`,
            },
          ],
    );
  }
}
