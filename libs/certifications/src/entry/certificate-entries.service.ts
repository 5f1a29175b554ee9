import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { JoinQueries } from '@app/organization';
import {
  AuditLog,
  Clock,
  col,
  Database,
  type EntryBatchId,
  idOf,
  InvalidInput,
  JobQueue,
  type PersonId,
  statement,
} from '@app/platform';
import { reasonProblem } from '../record/certification-record.rules';
import { ENTER_CERTIFICATES } from './entries.jobs';
import { type EntryState, EntryBatches, type LockedBatch } from './entry-batches';
import { EntryDependents } from './entry-dependents';
import { builtUpon, nothingFits, otherEntryState, ownConfirmation, ownList } from './entry.errors';

const FITTING = statement({
  name: 'certifications.fitting-entries',
  sql: `SELECT count(*)::int AS count FROM certificate_entry_rows WHERE batch_id = :id AND verdict = 'fits'`,
  parameters: { id: 'uuid' },
  row: { count: col.int },
});

const MADE = statement({
  name: 'certifications.records-of-entry',
  sql: `SELECT r.id, r.row_id AS "rowId", r.person_id AS "personId", person_now(r.person_id) = :self AS "isOwn"
    FROM certificate_entry_rows e JOIN certification_records r ON r.id = e.record_id
    WHERE e.batch_id = :id ORDER BY e.position`,
  parameters: { id: 'uuid', self: 'uuid' },
  row: {
    id: col.id<'certification_record'>(),
    rowId: col.id<'certification_record_row'>(),
    personId: col.id<'person'>(),
    isOwn: col.bool,
  },
});

const LOCK_HOLDERS = statement({
  name: 'certifications.lock-holders-of-entry',
  sql: `SELECT p.id FROM person_identities p WHERE p.id IN (SELECT h.person_id FROM certificate_entry_rows e
      JOIN certification_records_history h ON h.id = e.record_id WHERE e.batch_id = :id)
    ORDER BY p.id FOR NO KEY UPDATE`,
  parameters: { id: 'uuid' },
  row: { id: col.id<'person'>() },
});

/**
 * 一括登録: HR sends a list of certificates from its own records, the worker reads it, and a second person of HR confirms it;
 * then the worker writes the records as verified. The whole is undone as long as nothing builds on it.
 */
@Injectable()
export class CertificateEntriesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly jobs: JobQueue,
    private readonly batches: EntryBatches,
    private readonly dependents: EntryDependents,
    private readonly joins: JoinQueries,
  ) {}

  async send(
    actor: Actor,
    file: { readonly fileName: string; readonly bytes: Buffer } | undefined,
  ): Promise<EntryBatchId> {
    requirePermission(actor, 'certifications.verify');
    if (!file) throw new InvalidInput({ entries: '資格の一覧(CSVかExcel)を選んでください。' });
    return this.database.transaction(async () => {
      const id = randomUUID();
      await this.batches.add(id, file, actor.accountId);
      await this.record(actor, 'certificate_entry.sent', id);
      await this.jobs.enqueue(ENTER_CERTIFICATES, {}, { forgetFailure: true });
      return id;
    });
  }

  /** By a second person: the worker then writes what fits. */
  async confirm(actor: Actor, id: EntryBatchId): Promise<void> {
    requirePermission(actor, 'certifications.verify');
    await this.database.transaction(async () => {
      const batch = await this.lockIn(id, ['read']);
      if ((await this.selfOf(actor)) === batch.sender) throw ownList();
      const { count } = await this.database.only(FITTING, { id: batch.id });
      if (count === 0) throw nothingFits();
      await this.batches.confirm(batch.id, actor.accountId);
      await this.record(actor, 'certificate_entry.confirmed', batch.id, { entries: count });
      await this.jobs.enqueue(ENTER_CERTIFICATES, {}, { forgetFailure: true });
    });
  }

  /** Nothing of it was written. */
  async discard(actor: Actor, id: EntryBatchId): Promise<void> {
    requirePermission(actor, 'certifications.verify');
    await this.database.transaction(async () => {
      const batch = await this.lockIn(id, ['sent', 'read']);
      await this.batches.discard(batch.id, actor.accountId);
      await this.record(actor, 'certificate_entry.discarded', batch.id);
    });
  }

  /** All records of it are struck out, as by an annulment: they count on no day. Conflict when something builds on one. */
  async undo(actor: Actor, id: EntryBatchId, typed: string): Promise<void> {
    requirePermission(actor, 'certifications.verify');
    const reason = typed.trim();
    const problem = reasonProblem(reason, '取消し');
    if (problem) throw new InvalidInput({ reason: problem });
    await this.database.transaction(async () => {
      await this.database.all(LOCK_HOLDERS, { id: idOf<'certificate_entry_batch'>(id) });
      const batch = await this.lockIn(id, ['applied']);
      const self = await this.selfOf(actor);
      const made = await this.database.all(MADE, { id: batch.id, self });
      if (self === batch.confirmer || made.some(({ isOwn }) => isOwn)) throw ownConfirmation();
      const built = await this.dependents.list(batch.id);
      if (built.length > 0) throw builtUpon(built.length);
      const ids = made.map((row) => row.id);
      await this.strikeOut(actor, made, reason);
      await this.batches.undo(batch.id, actor.accountId, reason);
      await this.record(actor, 'certification_record.annulled', batch.id, { members: ids, reason });
    });
  }

  private async strikeOut(
    actor: Actor,
    made: readonly { readonly id: string; readonly rowId: string }[],
    reason: string,
  ): Promise<void> {
    const now = this.clock.now();
    await this.database.execute(
      `INSERT INTO certification_record_annulments (record_id, reason, annulled_at, annulled_by_person_id, held_by_person_id, verified_by_person_id)
       SELECT r.id, $2, $3, $4, r.person_id, r.decided_by_person_id FROM certification_records r WHERE r.id = ANY ($1)`,
      [made.map(({ id }) => id), reason, now, actor.personId],
    );
    await this.database.execute(
      'UPDATE certification_records_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE row_id = ANY ($1)',
      [made.map(({ rowId }) => rowId), now, actor.accountId],
    );
  }

  private async lockIn(id: EntryBatchId, states: readonly EntryState[]): Promise<LockedBatch> {
    const batch = await this.batches.lock(id);
    if (!states.includes(batch.state)) throw otherEntryState(batch.state);
    return batch;
  }

  /** The one who acts, whichever of their numbers they signed in with. */
  private async selfOf({ personId }: Actor): Promise<PersonId> {
    return (await this.joins.personNow(personId)) ?? idOf<'person'>(personId);
  }

  private async record(
    actor: Actor,
    action: string,
    subjectId: EntryBatchId,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'certificate_entry_batch', subjectId },
      detail,
    });
  }
}
