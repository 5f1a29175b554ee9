import { Injectable } from '@nestjs/common';
import { addDays, col, Database, formatRange, statement } from '@app/platform';
import {
  type Holding,
  type JoinPair,
  type JoinPart,
  JoinParts,
  type PartPlan,
} from '../join/join-parts';
import { personNow } from '../join/person-now';

const OF_PEOPLE = statement({
  name: 'organization.deputies-of-people',
  sql: `SELECT d.id, d.person_id AS "personId", d.org_unit_id AS "unitId", d.valid_from AS "validFrom", d.valid_to AS "validTo",
      (SELECT u.name FROM org_unit_periods u WHERE u.org_unit_id = d.org_unit_id ORDER BY u.valid_from DESC LIMIT 1) AS "unitName",
      (SELECT ${personNow('a.person_id')} FROM accounts a WHERE a.id = d.recorded_by) AS "namedBy"
    FROM head_deputies d WHERE d.person_id = ANY (:personIds) ORDER BY d.valid_from, d.id`,
  parameters: { personIds: 'uuid[]' },
  row: {
    id: col.id<'head_deputy'>(),
    personId: col.id<'person'>(),
    unitId: col.id<'org_unit'>(),
    validFrom: col.date,
    validTo: col.date,
    unitName: col.text,
    namedBy: col.id<'person'>().orNull,
  },
});

/** Two numbers of one human being act for one head: the days of both, those that overlap once. */
@Injectable()
export class JoinedDeputies implements JoinPart {
  readonly heading = '代理';
  readonly place = 25;
  readonly tables = [];

  constructor(
    parts: JoinParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  async listHoldings(personIds: readonly string[]): Promise<readonly Holding[]> {
    const rows = await this.database.all(OF_PEOPLE, { personIds });
    return rows.map((row) => ({ personId: row.personId, text: textOf(row) }));
  }

  async plan({ personId, joinedTo }: JoinPair): Promise<PartPlan> {
    const personIds = [personId, joinedTo];
    const rows = await this.database.all(OF_PEOPLE, { personIds });
    const own = rows.filter((row) => row.personId === joinedTo);
    const moved = rows.filter(
      (row) => row.personId === personId && !own.some((each) => areAtOnce(each, row)),
    );
    const byOneself = rows.filter(({ namedBy }) => personIds.some((id) => id === namedBy));
    return {
      history: [
        {
          target: { table: 'head_deputies', key: 'id' },
          end: moved.map(({ id }) => id),
          copies: moved.map(({ id }) => ({ from: id, changes: { person_id: joinedTo } })),
        },
      ],
      rows: [],
      notes: [],
      blockers: byOneself.map(
        (row) =>
          `${textOf(row)}は、もう一方の番号で本人が定めたものです。先に、ほかの担当者が代理を終えてください。`,
      ),
    };
  }

  change(): Promise<void> {
    return Promise.resolve();
  }

  listDependents(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }
}

interface Days {
  readonly unitId: string;
  readonly validFrom: string;
  readonly validTo: string;
}

function areAtOnce(a: Days, b: Days): boolean {
  return a.unitId === b.unitId && a.validFrom < b.validTo && b.validFrom < a.validTo;
}

function textOf(row: {
  readonly unitName: string;
  readonly validFrom: `${number}-${number}-${number}`;
  readonly validTo: `${number}-${number}-${number}`;
}): string {
  return `${row.unitName}の代理(${formatRange(row.validFrom, addDays(row.validTo, -1))})`;
}
