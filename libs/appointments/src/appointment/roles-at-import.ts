import { Injectable } from '@nestjs/common';
import { type BaseFact, BaseFacts, type RoleTime } from '@app/organization';
import { Clock, col, Database, statement } from '@app/platform';
import { roleTitle } from '../vocabulary';

const TIMES = statement({
  name: 'appointments.times-for-import',
  sql: `SELECT a.person_id AS "personId", a.role, a.valid_from AS "from", a.valid_to AS "to" FROM role_appointments a
    WHERE a.valid_to > :today ORDER BY a.person_id, a.role, a.valid_from`,
  parameters: { today: 'date' },
  row: { personId: col.id<'person'>(), role: col.text, from: col.date, to: col.date },
});

/** Who holds which role: an import tells which 課 loses it with a transfer. */
@Injectable()
export class RolesAtImport implements BaseFact {
  constructor(
    facts: BaseFacts,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    facts.add(this);
  }

  async listRoles(): Promise<readonly RoleTime[]> {
    const rows = await this.database.all(TIMES, { today: this.clock.today() });
    return rows.map(({ personId, role, from, to }) => ({
      ...{ personId, from, to },
      title: roleTitle(role),
    }));
  }
}
