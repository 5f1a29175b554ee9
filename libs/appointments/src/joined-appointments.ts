import { Injectable } from '@nestjs/common';
import {
  type Holding,
  type JoinPair,
  type JoinPart,
  JoinParts,
  type MadeJoin,
  type PartPlan,
  personNow,
} from '@app/organization';
import { addDays, Clock, col, Database, formatRange, statement } from '@app/platform';
import { type HeldPeriod, heldTogether, joinAppointments } from './joined-appointments.rules';
import { RoleQueries } from './role/roles.queries';
import { roleTitle } from './vocabulary';

const OF_PEOPLE = statement({
  name: 'appointments.periods-of-people',
  sql: `SELECT a.row_id AS "rowId", a.id, a.person_id AS "personId", a.role, a.valid_from AS "validFrom", a.valid_to AS "validTo",
      (SELECT ${personNow('b.person_id')} FROM accounts b WHERE b.id = a.appointed_by) AS "appointedBy"
    FROM role_appointments a WHERE a.person_id = ANY (:personIds) ORDER BY a.valid_from, a.row_id`,
  parameters: { personIds: 'uuid[]' },
  row: {
    rowId: col.id<'appointment_row'>(),
    id: col.id<'appointment'>(),
    personId: col.id<'person'>(),
    role: col.text,
    validFrom: col.date,
    validTo: col.date,
    appointedBy: col.id<'person'>().orNull,
  },
});

const LATER = statement({
  name: 'appointments.later-than-join',
  sql: `SELECT h.role, h.valid_from AS "validFrom", h.valid_to AS "validTo" FROM person_join_rows j
    JOIN role_appointments_history h ON h.row_id = j.new_row_id
    WHERE j.join_id = :joinId AND j.table_name = 'role_appointments' AND h.superseded_at IS NOT NULL ORDER BY h.valid_from`,
  parameters: { joinId: 'uuid' },
  row: { role: col.text, validFrom: col.date, validTo: col.date },
});

/** What was issued for appointments, of each the newest. */
const LETTERS = statement({
  name: 'appointments.letters-set-aside',
  sql: `SELECT DISTINCT ON (appointment_id) document_number AS "documentNumber" FROM issued_documents
    WHERE appointment_id = ANY (:ids) ORDER BY appointment_id, issue_number DESC`,
  parameters: { ids: 'uuid[]' },
  row: { documentNumber: col.text },
});

/** Roles of two numbers of one human being. */
@Injectable()
export class JoinedAppointments implements JoinPart {
  readonly heading = '役割';
  readonly place = 30;
  readonly tables = [];

  constructor(
    parts: JoinParts,
    private readonly database: Database,
    private readonly roles: RoleQueries,
    private readonly clock: Clock,
  ) {
    parts.add(this);
  }

  async listHoldings(personIds: readonly string[]): Promise<readonly Holding[]> {
    const rows = await this.database.all(OF_PEOPLE, { personIds });
    return rows.map((row) => ({ personId: row.personId, text: periodText(row) }));
  }

  async plan(pair: JoinPair): Promise<PartPlan> {
    const personIds = [pair.personId, pair.joinedTo];
    const rows = await this.database.all(OF_PEOPLE, { personIds });
    const { moved, left } = joinAppointments(rows, pair);
    const letters = await this.database.all(LETTERS, {
      ids: [...new Set(left.map(({ id }) => id))],
    });
    const stands = rows.filter((row) => !left.includes(row));
    const versions = await this.roles.listAll();
    const together = heldTogether(stands, versions, this.clock.today());
    const byOneself = rows.filter(({ appointedBy }) => personIds.some((id) => id === appointedBy));
    return {
      history: [
        {
          target: { table: 'role_appointments', key: 'row_id' },
          end: moved.map(({ row }) => row.rowId),
          copies: moved.map(({ row, to }) => ({ from: row.rowId, changes: { person_id: to } })),
        },
      ],
      rows: [],
      notes: [
        ...left.map(
          (row) =>
            `${periodText(row)}は、もう一方の番号の同じ役割と期間が重なります。あとまで続くほうを残し、これはつなぐ前の番号の記録として残します。`,
        ),
        ...letters.map(
          ({ documentNumber }) =>
            `${documentNumber}の書面は発行済みです。任命簿では「つなぐ前の番号」になります。必要なら回収してください。`,
        ),
        ...together.map(
          ([one, other]) =>
            `${periodText(one)}と${periodText(other)}は、同時には務められません。つないだあと、DX推進室がどちらかを終了します。`,
        ),
      ],
      blockers: byOneself.map(
        (row) =>
          `${periodText(row)}は、もう一方の番号で本人が任命したものです。先に、ほかの担当者が任命を取り消してください。`,
      ),
    };
  }

  change(): Promise<void> {
    return Promise.resolve();
  }

  async listDependents({ id }: MadeJoin): Promise<readonly string[]> {
    const rows = await this.database.all(LATER, { joinId: id });
    return rows.map((row) => `${periodText(row)}の任命の変更`);
  }
}

function periodText(row: Pick<HeldPeriod, 'role' | 'validFrom' | 'validTo'>): string {
  return `${roleTitle(row.role)}(${formatRange(row.validFrom, addDays(row.validTo, -1))})`;
}
