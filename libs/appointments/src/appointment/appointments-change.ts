import { Injectable } from '@nestjs/common';
import {
  type ChangePart,
  ChangeParts,
  type ChangeScope,
  inForce,
  isEmployed,
  type Standing,
} from '@app/organization';
import { col, Database, formatDateShort, statement } from '@app/platform';
import { roleTitle } from '../vocabulary';

const SERVED = statement({
  name: 'appointments.served-on',
  sql: `SELECT a.id, a.role, a.term_end AS "termEnd" FROM role_appointments a
    WHERE a.person_id = :personId AND ${inForce('a', ':on')} AND ${isEmployed('a.person_id', ':on')} ORDER BY a.role, a.id`,
  parameters: { personId: 'uuid', on: 'date' },
  row: { id: col.id<'appointment'>(), role: col.text, termEnd: col.date },
});

/** Roles of somebody who moves or leaves: they go on with a move, and end with the employment. */
@Injectable()
export class AppointmentsChange implements ChangePart {
  readonly heading = '役割';
  readonly place = 30;

  constructor(
    parts: ChangeParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  async list({ personId, on }: ChangeScope): Promise<readonly Standing[]> {
    if (personId === null) return [];
    const rows = await this.database.all(SERVED, { personId, on });
    return rows.map(({ id, role, termEnd }) => {
      const title = roleTitle(role);
      const end = formatDateShort(termEnd);
      return {
        key: id,
        begins: `${title}の任命(任期は${end}まで)が、任期中になります。`,
        ends: `${title}の任命(任期は${end}まで)は、退職により終わります。`,
        stays: `${title}の任命(任期は${end}まで)は、そのまま続きます。`,
        isGrave: true,
      };
    });
  }
}
