import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  type AppointmentId,
  AuditLog,
  Clock,
  Conflict,
  Database,
  DomainEvents,
  InvalidInput,
  JobQueue,
  type LetterBatchId,
  type LocalDate,
  things,
} from '@app/platform';
import { RoleAnnulled } from '../appointments.events';
import type { SealKind } from '../letter/letter.rules';
import { ISSUE_LETTERS } from './letter-batches.jobs';
import { LetterBatchQueries, type WaitingFilter } from './letter-batches.queries';

export interface Ordering {
  /** Null: as letters of each kind usually are. */
  readonly seal: SealKind | null;
  /** Null: the first day of each term. */
  readonly datedOn: LocalDate | null;
  /** Those that were ticked; null for all that fit the filter. */
  readonly appointmentIds: readonly AppointmentId[] | null;
  /** How many were told, where all that fit are taken. */
  readonly seen: number | null;
  readonly filter: WaitingFilter;
}

/** As many at once as one file is made of in a reasonable time. */
export const MOST_LETTERS = 1_000;

/** Orders the letters of many at once and stops what is not issued yet; the worker issues them. */
@Injectable()
export class LetterBatchesService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly jobs: JobQueue,
    private readonly batches: LetterBatchQueries,
    private readonly events: DomainEvents,
  ) {}

  /** The files of many say which of their letters count for nothing any more: soon after the annulment. */
  onModuleInit(): void {
    this.events.on(RoleAnnulled, () => this.startWork());
  }

  /** How many letters an order of all that fit would issue; refused where it would be. */
  async count(actor: Actor, filter: WaitingFilter): Promise<number> {
    return (await this.chosen(actor, { appointmentIds: null, seen: null, filter })).length;
  }

  /** Of all that fit only as many as were told. */
  async order(actor: Actor, input: Ordering): Promise<LetterBatchId> {
    requirePermission(actor, 'appointments.manage');
    return this.database.transaction(async () => {
      const ids = await this.chosen(actor, input);
      const id = randomUUID();
      const { seal, datedOn } = input;
      await this.database.execute(
        'INSERT INTO letter_batches (id, seal, dated_on, ordered_at, ordered_by) VALUES ($1, $2, $3, $4, $5)',
        [id, seal, datedOn, this.clock.now(), actor.accountId],
      );
      await this.database.execute(
        `INSERT INTO letter_batch_members (batch_id, position, appointment_id)
         SELECT $1, chosen.position, chosen.id FROM unnest($2::uuid[]) WITH ORDINALITY AS chosen (id, position)`,
        [id, ids],
      );
      await this.record(actor, 'letter_batch.ordered', id, { letters: ids.length, seal, datedOn });
      await this.startWork();
      return id;
    });
  }

  /** What is issued by then stays issued. */
  async cancel(actor: Actor, id: LetterBatchId): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    await this.database.transaction(async () => {
      const stopped = await this.database.execute(
        `UPDATE letter_batches SET cancelled_at = $2, cancelled_by = $3
         WHERE id = $1 AND cancelled_at IS NULL AND finished_at IS NULL`,
        [id, this.clock.now(), actor.accountId],
      );
      const { issued } = await this.batches.getBatch(actor, id);
      if (stopped === 0) {
        throw new Conflict(
          'letter_batch.over',
          'この一括発行は、すでに終わったか、止められています。画面を開き直して確かめてください。',
        );
      }
      await this.record(actor, 'letter_batch.cancelled', id, { issued });
    });
  }

  /** In the order of the list, whatever the order in which they were ticked. */
  private async chosen(
    actor: Actor,
    { appointmentIds, seen, filter }: Pick<Ordering, 'appointmentIds' | 'seen' | 'filter'>,
  ): Promise<readonly AppointmentId[]> {
    const waiting = await this.batches.listWaitingIds(actor, appointmentIds === null ? filter : {});
    const ids = waiting.filter((id) => appointmentIds === null || appointmentIds.includes(id));
    const lost = appointmentIds === null ? 0 : new Set(appointmentIds).size - ids.length;
    if (lost > 0) throw someIssued(lost);
    if (seen !== null && seen !== ids.length) throw countMoved(seen, ids.length);
    if (ids.length === 0) throw new InvalidInput({ of: '書面を発行する任命を選んでください。' });
    if (ids.length > MOST_LETTERS) {
      throw new InvalidInput({
        of: `一度に発行できるのは${MOST_LETTERS.toLocaleString('ja-JP')}件までです(選んだのは${ids.length.toLocaleString('ja-JP')}件)。条件で絞り込んでください。`,
      });
    }
    return ids;
  }

  private async startWork(): Promise<void> {
    await this.jobs.enqueue(ISSUE_LETTERS, {}, { forgetFailure: true });
  }

  private async record(
    actor: Actor,
    action: string,
    id: LetterBatchId,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'letter_batch', subjectId: id },
      detail,
    });
  }
}

function countMoved(seen: number, now: number): Conflict {
  return new Conflict(
    'letter_batch.count_moved',
    `条件に合う任命は、さきほどは${things(seen)}でしたが、いまは${things(now)}です。まだ何も発行していません。確かめてから、もう一度発行してください。`,
  );
}

function someIssued(lost: number): Conflict {
  return new Conflict(
    'letter_batch.changed_meanwhile',
    `選んだうち${String(lost)}件は、ほかの担当者が書面を発行したか、任命が終わりました。まだ何も発行していません。一覧から選び直してください。`,
  );
}
