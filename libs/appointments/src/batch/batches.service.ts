import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  type AppointmentBatchId,
  type AppointmentId,
  AuditLog,
  Clock,
  Conflict,
  Database,
  DomainError,
  InvalidInput,
  JobQueue,
  type LocalDate,
} from '@app/platform';
import { WARNED_REASON } from '../appointment/candidate.rules';
import { requireText } from '../nomination/nomination-texts';
import { BatchActs } from './batch-acts';
import { BatchBooks, type OrderedStep, type NewMember } from './batch-books';
import { ACT_ON_TERMS } from './batch.jobs';
import { batchState, type BatchState, MOST_MEMBERS, type TermAct } from './batch.rules';
import { refusalText } from './batch-work';
import { type AppointmentBatch, BatchQueries } from './batches.queries';
import type { EndingFilter } from './ending-terms.queries';
import { keptLines } from './undoing-batch.rules';

export interface OrderingTerms {
  readonly act: TermAct;
  readonly termEnd: LocalDate | null;
  readonly documentNumber: string;
  readonly note: string;
  /** Those that were ticked; null for all that fit the filter. */
  readonly appointmentIds: readonly AppointmentId[] | null;
  readonly filter: EndingFilter;
}

export interface Confirming {
  readonly batchId: AppointmentBatchId;
  /** Also those of which something must be accepted. */
  readonly takesWarned: boolean;
  /** Asked for where something 必須 is missing. */
  readonly warnedReason: string;
}

/** Orders what is to be done for many, has it confirmed once the worker has tried each, stops it and takes it back. */
@Injectable()
export class BatchesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly jobs: JobQueue,
    private readonly books: BatchBooks,
    private readonly queries: BatchQueries,
    private readonly acts: BatchActs,
  ) {}

  /** What was chosen, tried by the worker and waiting for its confirmation; nothing else is done yet. */
  async order(
    actor: Actor,
    step: OrderedStep,
    members: readonly NewMember[],
  ): Promise<AppointmentBatchId> {
    requirePermission(actor, 'appointments.manage');
    if (members.length > MOST_MEMBERS) {
      throw new InvalidInput({
        of: `一度に登録できるのは${String(MOST_MEMBERS)}名までです(選んだのは${members.length.toLocaleString('ja-JP')}名)。分けて登録してください。`,
      });
    }
    return this.database.transaction(async () => {
      const id = randomUUID();
      await this.books.add(id, actor, step, members);
      const { act, fileName } = step;
      const detail = { act, members: members.length, fileName };
      await this.record(actor, 'appointment_batch.ordered', id, detail);
      await this.jobs.enqueue(ACT_ON_TERMS, {}, { forgetFailure: true });
      return id;
    });
  }

  /** Only what was tried is done, and only as it was found. */
  async confirm(actor: Actor, { batchId, takesWarned, warnedReason }: Confirming): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    await this.database.transaction(async () => {
      const batch = await this.lockIn(actor, batchId, ['ready']);
      const reason =
        takesWarned && batch.missing > 0
          ? requireText('warnedReason', WARNED_REASON, warnedReason)
          : null;
      const ready = batch.members - batch.refused - (takesWarned ? 0 : batch.warned);
      if (ready === 0) throw new InvalidInput({ takesWarned: '登録できる行がありません。' });
      const now = this.clock.now();
      await this.database.execute(
        `UPDATE appointment_batches SET confirmed_at = $2, confirmed_by = $3, takes_warned = $4, warned_reason = $5 WHERE id = $1`,
        [batchId, now, actor.accountId, takesWarned, reason],
      );
      await this.database.execute(
        `UPDATE appointment_batch_members SET done_at = $2, problem = COALESCE(refusal, array_to_string(warnings, ''))
         WHERE batch_id = $1 AND (refusal IS NOT NULL OR (NOT $3 AND cardinality(warnings) > 0))`,
        [batchId, now, takesWarned],
      );
      const detail = { act: batch.act, members: ready, takesWarned, reason };
      await this.record(actor, 'appointment_batch.confirmed', batchId, detail);
      await this.jobs.enqueue(ACT_ON_TERMS, {}, { forgetFailure: true });
    });
  }

  /** What is done by then stays done, and can be taken back. */
  async cancel(actor: Actor, batchId: AppointmentBatchId): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    await this.database.transaction(async () => {
      const { done } = await this.lockIn(actor, batchId, ['looking', 'ready', 'under_way']);
      await this.database.execute(
        'UPDATE appointment_batches SET cancelled_at = $2, cancelled_by = $3 WHERE id = $1',
        [batchId, this.clock.now(), actor.accountId],
      );
      await this.record(actor, 'appointment_batch.cancelled', batchId, { done });
    });
  }

  /** All of it, or nothing: whoever has something later that depends on it is listed. */
  async undo(actor: Actor, batchId: AppointmentBatchId, reason: string): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    const why = requireText('reason', '取消しの理由', reason);
    await this.database.transaction(async () => {
      const batch = await this.lockIn(actor, batchId, ['done', 'cancelled']);
      const members = await this.books.listDone(batchId);
      const kept: string[] = [];
      for (const member of members) {
        try {
          await this.acts.undo(actor, batch.act, member, why);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          kept.push(`${await this.nameOf(actor, batch, member.position)}: ${refusalText(error)}`);
        }
      }
      if (kept.length > 0) throw builtUpon(kept);
      await this.database.execute(
        'UPDATE appointment_batches SET undone_at = $2, undone_by = $3, undo_reason = $4 WHERE id = $1',
        [batchId, this.clock.now(), actor.accountId, why],
      );
      const detail = { act: batch.act, members: members.length, reason: why };
      await this.record(actor, 'appointment_batch.undone', batchId, detail);
    });
  }

  private async nameOf(actor: Actor, batch: AppointmentBatch, position: number): Promise<string> {
    const all = { page: 1, pageSize: MOST_MEMBERS };
    const { rows } = await this.queries.listMembers(actor, batch, all);
    return `${rows.find((row) => row.position === position)?.name ?? '名前の分からない人'}さん`;
  }

  /** Two presses at once wait for each other here; the second one finds it in another state. */
  private async lockIn(
    actor: Actor,
    id: AppointmentBatchId,
    states: readonly BatchState[],
  ): Promise<AppointmentBatch> {
    await this.database.execute('SELECT 1 FROM appointment_batches WHERE id = $1 FOR UPDATE', [id]);
    const batch = await this.queries.getBatch(actor, id);
    if (states.includes(batchState(batch))) return batch;
    throw new Conflict(
      'appointment_batch.over',
      'この一括登録は、ほかの担当者が進めたか、終わっています。画面を開き直して確かめてください。',
    );
  }

  private async record(
    actor: Actor,
    action: string,
    id: AppointmentBatchId,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'appointment_batch', subjectId: id },
      detail,
    });
  }
}

function builtUpon(kept: readonly string[]): Conflict {
  return new Conflict('appointment_batch.built_upon', keptLines(kept).join(' '));
}
