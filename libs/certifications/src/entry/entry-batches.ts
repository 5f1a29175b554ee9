import { Injectable } from '@nestjs/common';
import { personNow } from '@app/organization';
import {
  Clock,
  col,
  Database,
  type EntryBatchId,
  idOf,
  NotFound,
  type RowFrom,
  statement,
} from '@app/platform';
import type { ReadList } from './read-entries';

export const ENTRY_STATES = [
  'sent',
  'refused',
  'read',
  'confirmed',
  'applied',
  'discarded',
  'undone',
] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** Two people who press the button at once: the second waits here and then finds it done. */
const LOCK = statement({
  name: 'certifications.lock-entry-batch',
  sql: `SELECT b.id, b.state, ${personNow('sender.person_id')} AS sender, ${personNow('confirmer.person_id')} AS confirmer,
      b.confirmed_by AS "confirmedBy", sender.person_id AS "senderPerson"
    FROM certificate_entry_batches b JOIN accounts sender ON sender.id = b.sent_by
    LEFT JOIN accounts confirmer ON confirmer.id = b.confirmed_by
    WHERE b.id = :id FOR UPDATE OF b`,
  parameters: { id: 'uuid' },
  row: {
    id: col.id<'certificate_entry_batch'>(),
    state: col.oneOf(ENTRY_STATES),
    /** As the persons that they are now. */
    sender: col.id<'person'>(),
    confirmer: col.id<'person'>().orNull,
    confirmedBy: col.id<'account'>().orNull,
    /** As the person of the account that sent it. */
    senderPerson: col.id<'person'>(),
  },
});
export type LockedBatch = RowFrom<typeof LOCK>;

const SENT = statement({
  name: 'certifications.sent-entry-batches',
  sql: `SELECT id FROM certificate_entry_batches WHERE state IN ('sent', 'confirmed') ORDER BY sent_at, id`,
  parameters: {},
  row: { id: col.id<'certificate_entry_batch'>() },
});

const CONTENT = statement({
  name: 'certifications.entry-batch-content',
  sql: 'SELECT file_name AS "fileName", content AS bytes FROM certificate_entry_batches WHERE id = :id',
  parameters: { id: 'uuid' },
  row: { fileName: col.text, bytes: col.bytes },
});

/** Writes what becomes of a list and of its rows. */
@Injectable()
export class EntryBatches {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async lock(id: EntryBatchId): Promise<LockedBatch> {
    const batch = await this.database.first(LOCK, { id: idOf<'certificate_entry_batch'>(id) });
    if (batch === null) throw new NotFound();
    return batch;
  }

  /** What the worker has to read or to write. */
  async listOpen(): Promise<readonly EntryBatchId[]> {
    return (await this.database.all(SENT, {})).map(({ id }) => id);
  }

  async contentOf(id: EntryBatchId): Promise<RowFrom<typeof CONTENT>> {
    return this.database.only(CONTENT, { id });
  }

  async add(
    id: EntryBatchId,
    { fileName, bytes }: { readonly fileName: string; readonly bytes: Buffer },
    accountId: string,
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO certificate_entry_batches (id, state, file_name, content, sent_at, sent_by) VALUES ($1, 'sent', $2, $3, $4, $5)`,
      [id, fileName, bytes, this.clock.now(), accountId],
    );
  }

  async keepRows(id: EntryBatchId, { entries, unknownColumns, sheet }: ReadList): Promise<void> {
    await this.database.execute(
      `INSERT INTO certificate_entry_rows (batch_id, position, line, verdict, cells, findings, staff_number, certification_id, passed_on,
         certificate_number, number_key, valid_until)
       SELECT $1, e.position, e.line, e.verdict, e.cells, e.findings, e."staffNumber", e."certificationId", e."passedOn", e."certificateNumber",
         e."numberKey", e."validUntil"
       FROM jsonb_to_recordset($2::jsonb) AS e (position integer, line integer, verdict text, cells jsonb, findings jsonb, "staffNumber" text,
         "certificationId" uuid, "passedOn" date, "certificateNumber" text, "numberKey" text, "validUntil" date)`,
      [id, JSON.stringify(entries.map((row, index) => ({ ...row, position: index + 1 })))],
    );
    await this.database.execute(
      `UPDATE certificate_entry_batches SET state = 'read', unknown_columns = $2, sheet = $3 WHERE id = $1`,
      [id, unknownColumns, sheet],
    );
  }

  async refuse(id: EntryBatchId, problem: string): Promise<void> {
    await this.database.execute(
      `UPDATE certificate_entry_batches SET state = 'refused', problem = $2 WHERE id = $1`,
      [id, problem],
    );
  }

  async confirm(id: EntryBatchId, accountId: string): Promise<void> {
    await this.database.execute(
      `UPDATE certificate_entry_batches SET state = 'confirmed', confirmed_at = $2, confirmed_by = $3 WHERE id = $1`,
      [id, this.clock.now(), accountId],
    );
  }

  async applied(id: EntryBatchId): Promise<void> {
    await this.database.execute(
      `UPDATE certificate_entry_batches SET state = 'applied', applied_at = $2 WHERE id = $1`,
      [id, this.clock.now()],
    );
  }

  async discard(id: EntryBatchId, accountId: string): Promise<void> {
    await this.database.execute(
      `UPDATE certificate_entry_batches SET state = 'discarded', discarded_at = $2, discarded_by = $3 WHERE id = $1`,
      [id, this.clock.now(), accountId],
    );
  }

  async undo(id: EntryBatchId, accountId: string, reason: string): Promise<void> {
    await this.database.execute(
      `UPDATE certificate_entry_batches SET state = 'undone', undone_at = $2, undone_by = $3, undo_reason = $4 WHERE id = $1`,
      [id, this.clock.now(), accountId, reason],
    );
  }
}
