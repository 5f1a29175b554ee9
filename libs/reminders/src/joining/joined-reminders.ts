import { Injectable } from '@nestjs/common';
import {
  type HistoryMoves,
  type Holding,
  type JoinPair,
  type JoinPart,
  JoinParts,
  NOTHING_TO_JOIN,
  type PartPlan,
  type RowWords,
} from '@app/organization';
import { col, Database, type RowFrom, statement } from '@app/platform';
import { LEARNING_ASKED } from '../kinds/learning-asked';
import { type JoinedRequests, joinedRequests } from './joined-requests.rules';
import { LEARNING_OF_BOTH, REQUESTS } from './requests-to-join.sql';

/** One mail a person and day: where both have one, that of the person given up stays theirs, with its entries. */
const DIGESTS = statement({
  name: 'reminders.digests-to-join',
  sql: `SELECT d.id FROM reminder_digests d WHERE d.recipient_person_id = :personId AND NOT EXISTS (
      SELECT 1 FROM reminder_digests o WHERE o.recipient_person_id = :joinedTo AND o.day = d.day) ORDER BY d.id`,
  parameters: { personId: 'uuid', joinedTo: 'uuid' },
  row: { id: col.id() },
});

/** A reminder of learning knows its obligation by the person as well, one of practice the person: they are named anew. */
const ENTRIES = statement({
  name: 'reminders.entries-to-join',
  sql: `WITH ${LEARNING_OF_BOTH}
    SELECT l.id, l.kind, l.lead, l.object_id AS "objectId", n.object_id AS "newObjectId"
    FROM reminder_ledger l LEFT JOIN learning k ON k.old_id = l.object_id
    CROSS JOIN LATERAL (SELECT CASE l.object_id WHEN :personId THEN :joinedTo ELSE coalesce(k.new_id, l.object_id) END AS object_id) n
    WHERE l.recipient_person_id = :personId
      AND (l.digest_id IS NULL OR l.digest_id = ANY (:digestIds))
      AND NOT EXISTS (SELECT 1 FROM reminder_ledger o WHERE o.recipient_person_id = :joinedTo AND o.kind = l.kind
        AND o.object_id = n.object_id AND o.due_on = l.due_on AND o.lead = l.lead AND o.kind <> '${LEARNING_ASKED.name}')
    ORDER BY l.id`,
  parameters: { personId: 'uuid', joinedTo: 'uuid', digestIds: 'uuid[]' },
  row: { id: col.id(), kind: col.text, lead: col.int, objectId: col.id(), newObjectId: col.id() },
});
type Entry = RowFrom<typeof ENTRIES>;

const CHANGES: Readonly<Record<string, string>> = {
  reminder_digests: `
    UPDATE reminder_digests d SET recipient_person_id = r.person_id
    FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid) WHERE d.id = r.id`,
  reminder_ledger: `
    UPDATE reminder_ledger l SET recipient_person_id = r.person_id, object_id = r.object_id, lead = r.lead
    FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid, object_id uuid, lead integer) WHERE l.id = r.id`,
};

/** What was said to one number was said to the person: nobody is reminded twice of the same. */
@Injectable()
export class JoinedReminders implements JoinPart {
  readonly heading = '通知';
  readonly place = 60;
  readonly tables = Object.keys(CHANGES);

  constructor(
    parts: JoinParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  /** Reminders are no record of a person. */
  listHoldings(): Promise<readonly Holding[]> {
    return Promise.resolve([]);
  }

  async plan({ personId, joinedTo }: JoinPair): Promise<PartPlan> {
    const digests = await this.database.all(DIGESTS, { personId, joinedTo });
    const digestIds = digests.map((row) => row.id);
    const requests = joinedRequests(await this.database.all(REQUESTS, { personId, joinedTo }));
    const entries = await this.database.all(ENTRIES, { personId, joinedTo, digestIds });
    const changes = { person_id: joinedTo };
    const was = { person_id: personId };
    return {
      ...NOTHING_TO_JOIN,
      history: [movesOf(requests, joinedTo)],
      rows: [
        { table: 'reminder_digests', rows: digestIds.map((id) => ({ id, changes, was })) },
        {
          table: 'reminder_ledger',
          rows: entries.flatMap((entry) => {
            const lead = leadOf(entry, requests);
            if (lead === null) return [];
            return {
              id: entry.id,
              changes: { ...changes, object_id: entry.newObjectId, lead },
              was: { ...was, object_id: entry.objectId, lead: entry.lead },
            };
          }),
        },
      ],
    };
  }

  async change(table: string, rows: readonly RowWords[]): Promise<void> {
    await this.database.execute(CHANGES[table] ?? '', [JSON.stringify(rows)]);
  }

  listDependents(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }
}

/** Requests of either number that stand go to the one that is kept, numbered after its own. */
function movesOf({ moved, ended }: JoinedRequests, joinedTo: string): HistoryMoves {
  return {
    target: { table: 'reminder_requests', key: 'id' },
    end: [...ended, ...moved.map(({ id }) => id)],
    copies: moved.map(({ id, newObjectId, newNumber }) => ({
      from: id,
      changes: { person_id: joinedTo, object_id: newObjectId, number: String(newNumber) },
    })),
  };
}

/** A mail that was asked for goes with its request, under the new number of it; null: it stays. */
function leadOf({ kind, lead, objectId }: Entry, { moved }: JoinedRequests): number | null {
  if (kind !== LEARNING_ASKED.name) return lead;
  const request = moved.find((it) => it.objectId === objectId && it.number === lead);
  return request?.newNumber ?? null;
}
