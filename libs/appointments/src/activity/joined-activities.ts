import { Injectable } from '@nestjs/common';
import {
  type Holding,
  type JoinPair,
  type JoinPart,
  JoinParts,
  type MadeJoin,
  type PartPlan,
} from '@app/organization';
import { col, Database, statement } from '@app/platform';

const OF_PEOPLE = statement({
  name: 'appointments.activities-of-people',
  sql: `SELECT r.id, r.person_id AS "personId" FROM role_activities r WHERE r.person_id = ANY (:personIds) ORDER BY r.done_on, r.id`,
  parameters: { personIds: 'uuid[]' },
  row: { id: col.id<'role_activity'>(), personId: col.id<'person'>() },
});

const LATER = statement({
  name: 'appointments.activities-later-than-join',
  sql: `SELECT h.done_on AS "doneOn" FROM person_join_rows j JOIN role_activities_history h ON h.id = j.new_row_id
    WHERE j.join_id = :joinId AND j.table_name = 'role_activities' AND h.superseded_at IS NOT NULL ORDER BY 1`,
  parameters: { joinId: 'uuid' },
  row: { doneOn: col.date },
});

/** What two numbers of one human being did in their roles: all of it is theirs. */
@Injectable()
export class JoinedActivities implements JoinPart {
  readonly heading = '活動の記録';
  readonly place = 34;
  readonly tables = [];

  constructor(
    parts: JoinParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  async listHoldings(personIds: readonly string[]): Promise<readonly Holding[]> {
    const rows = await this.database.all(OF_PEOPLE, { personIds });
    return personIds.flatMap((personId) => {
      const count = rows.filter((row) => row.personId === personId).length;
      return count === 0 ? [] : [{ personId, text: `活動の記録${String(count)}件` }];
    });
  }

  async plan({ personId, joinedTo }: JoinPair): Promise<PartPlan> {
    const rows = await this.database.all(OF_PEOPLE, { personIds: [personId] });
    return {
      history: [
        {
          target: { table: 'role_activities', key: 'id' },
          end: rows.map(({ id }) => id),
          copies: rows.map(({ id }) => ({ from: id, changes: { person_id: joinedTo } })),
        },
      ],
      ...{ rows: [], notes: [], blockers: [] },
    };
  }

  change(): Promise<void> {
    return Promise.resolve();
  }

  async listDependents({ id }: MadeJoin): Promise<readonly string[]> {
    const rows = await this.database.all(LATER, { joinId: id });
    return rows.length === 0 ? [] : [`活動の記録${String(rows.length)}件の取消し`];
  }
}
