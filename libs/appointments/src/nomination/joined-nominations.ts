import { Injectable } from '@nestjs/common';
import {
  type Holding,
  type JoinPair,
  type JoinPart,
  JoinParts,
  type MadeJoin,
  NOTHING_TO_JOIN,
  type PartPlan,
} from '@app/organization';
import { col, Database, statement } from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';
import { roleTitle } from '../vocabulary';
import { isOpen, NOMINATION_STATES } from './nomination.rules';
import { NOMINATION_STATE_WORDS } from './nomination-words';

const OF_PEOPLE = statement({
  name: 'appointments.nominations-of-people',
  sql: `SELECT n.row_id AS "rowId", n.person_id AS "personId", n.role, n.state FROM nominations n
    WHERE n.person_id = ANY (:personIds) ORDER BY n.nominated_at, n.row_id`,
  parameters: { personIds: 'uuid[]' },
  row: {
    rowId: col.id<'nomination_row'>(),
    personId: col.id<'person'>(),
    role: col.text,
    state: col.oneOf(NOMINATION_STATES),
  },
});

const LATER = statement({
  name: 'appointments.nominations-later-than-join',
  sql: `SELECT h.role, h.state FROM person_join_rows j JOIN nominations_history h ON h.row_id = j.new_row_id
    WHERE j.join_id = :joinId AND j.table_name = 'nominations' AND h.superseded_at IS NOT NULL ORDER BY h.nominated_at, h.row_id`,
  parameters: { joinId: 'uuid' },
  row: { role: col.text, state: col.oneOf(NOMINATION_STATES) },
});

/** One open recommendation for each role a person: where both numbers have one, that of the number that is kept goes on. */
@Injectable()
export class JoinedNominations implements JoinPart {
  readonly heading = '推薦';
  readonly place = 31;
  readonly tables = [];

  constructor(
    parts: JoinParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  async listHoldings(personIds: readonly string[]): Promise<readonly Holding[]> {
    const rows = await this.database.all(OF_PEOPLE, { personIds });
    return rows.map((row) => ({ personId: row.personId, text: nominationText(row) }));
  }

  async plan({ personId, joinedTo }: JoinPair): Promise<PartPlan> {
    const rows = await this.database.all(OF_PEOPLE, { personIds: [personId, joinedTo] });
    const kept = rows.filter((row) => row.personId === joinedTo && isOpen(row.state));
    const own = rows.filter((row) => row.personId === personId);
    const left = own.filter(
      (row) => isOpen(row.state) && kept.some(({ role }) => role === row.role),
    );
    const moved = own.filter((row) => !left.includes(row));
    return {
      ...NOTHING_TO_JOIN,
      history: [
        {
          target: { table: 'nominations', key: 'row_id' },
          end: moved.map(({ rowId }) => rowId),
          copies: moved.map(({ rowId }) => ({ from: rowId, changes: { person_id: joinedTo } })),
        },
      ],
      notes: left.map(
        (row) =>
          `${nominationText(row)}は、もう一方の番号でも進んでいます。残す番号の推薦を続け、これはつなぐ前の番号の記録として残します。`,
      ),
    };
  }

  change(): Promise<void> {
    return Promise.resolve();
  }

  async listDependents({ id }: MadeJoin): Promise<readonly string[]> {
    const rows = await this.database.all(LATER, { joinId: id });
    return rows.map((row) => `${nominationText(row)}のその後の手続き`);
  }
}

function nominationText({
  role,
  state,
}: {
  readonly role: DxRole;
  readonly state: (typeof NOMINATION_STATES)[number];
}): string {
  return `${roleTitle(role)}への推薦(${NOMINATION_STATE_WORDS[state]})`;
}
