import { Injectable } from '@nestjs/common';
import {
  type ChangePart,
  ChangeParts,
  type ChangeScope,
  personLine,
  type Standing,
} from '@app/organization';
import { Clock, col, Database, statement } from '@app/platform';
import { roleTitle } from '../vocabulary';
import { isOpenOn } from './nomination-day.sql';

/** Recommendations under way in units that end: the head of what takes over does not see them. */
const LEFT_BEHIND = statement({
  name: 'appointments.nominations-left-behind',
  sql: `SELECT n.id, n.role, line.staff_number AS "staffNumber", line.name FROM nominations n
    JOIN LATERAL ${personLine('n.person_id', ':today')} line ON true
    WHERE n.org_unit_id = ANY (:unitIds) AND ${isOpenOn('n', ':today')} ORDER BY line.staff_number, n.id`,
  parameters: { unitIds: 'uuid[]', today: 'date' },
  row: { id: col.id<'nomination'>(), role: col.text, staffNumber: col.text, name: col.text },
});

/** 推薦 that a merger or a split would leave where nobody decides about it. */
@Injectable()
export class NominationsChange implements ChangePart {
  readonly heading = '推薦';
  readonly place = 35;

  constructor(
    parts: ChangeParts,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    parts.add(this);
  }

  async list({ endingIds = [] }: ChangeScope): Promise<readonly Standing[]> {
    if (endingIds.length === 0) return [];
    const today = this.clock.today();
    const rows = await this.database.all(LEFT_BEHIND, { unitIds: endingIds, today });
    return rows.map(({ id, role, staffNumber, name }) => ({
      key: id,
      stays: `${staffNumber} ${name}さんの${roleTitle(role)}の推薦は、元の所属のまま残ります。元の所属が終わる前に、受付を終えてください。`,
    }));
  }
}
