import { Injectable } from '@nestjs/common';
import { obligationId } from '@app/courses';
import {
  type Holding,
  type JoinPair,
  type JoinPart,
  JoinParts,
  NOTHING_TO_JOIN,
  type PartPlan,
  type RowWords,
} from '@app/organization';
import { col, Database, statement } from '@app/platform';

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
  sql: `WITH learning AS (
      SELECT ${obligationId('old_one')} AS old_id, ${obligationId('new_one')} AS new_id
      FROM courses c CROSS JOIN (SELECT DISTINCT coalesce(v.fiscal_year, 0) AS cycle FROM course_versions v) y
      CROSS JOIN LATERAL (SELECT :personId AS person_id, c.id AS course_id, y.cycle) old_one
      CROSS JOIN LATERAL (SELECT :joinedTo AS person_id, c.id AS course_id, y.cycle) new_one
    )
    SELECT l.id, l.object_id AS "objectId", n.object_id AS "newObjectId"
    FROM reminder_ledger l LEFT JOIN learning k ON k.old_id = l.object_id
    CROSS JOIN LATERAL (SELECT CASE l.object_id WHEN :personId THEN :joinedTo ELSE coalesce(k.new_id, l.object_id) END AS object_id) n
    WHERE l.recipient_person_id = :personId
      AND (l.digest_id IS NULL OR l.digest_id = ANY (:digestIds))
      AND NOT EXISTS (SELECT 1 FROM reminder_ledger o WHERE o.recipient_person_id = :joinedTo AND o.kind = l.kind
        AND o.object_id = n.object_id AND o.due_on = l.due_on AND o.lead = l.lead)
    ORDER BY l.id`,
  parameters: { personId: 'uuid', joinedTo: 'uuid', digestIds: 'uuid[]' },
  row: { id: col.id(), objectId: col.id(), newObjectId: col.id() },
});

const CHANGES: Readonly<Record<string, string>> = {
  reminder_digests: `
    UPDATE reminder_digests d SET recipient_person_id = r.person_id
    FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid) WHERE d.id = r.id`,
  reminder_ledger: `
    UPDATE reminder_ledger l SET recipient_person_id = r.person_id, object_id = r.object_id
    FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid, object_id uuid) WHERE l.id = r.id`,
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
    const entries = await this.database.all(ENTRIES, { personId, joinedTo, digestIds });
    const changes = { person_id: joinedTo };
    const was = { person_id: personId };
    return {
      ...NOTHING_TO_JOIN,
      rows: [
        { table: 'reminder_digests', rows: digestIds.map((id) => ({ id, changes, was })) },
        {
          table: 'reminder_ledger',
          rows: entries.map(({ id, objectId, newObjectId }) => ({
            id,
            changes: { ...changes, object_id: newObjectId },
            was: { ...was, object_id: objectId },
          })),
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
