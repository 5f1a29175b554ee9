import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { AuditLog, Clock, Conflict, Database, InvalidInput, instantAt } from '@app/platform';
import { PLANNING_TIME } from '../delivery/sweep-reminders';
import { findKind } from '../kinds/kinds';
import { PlanReminders, PLANNING_LOCK } from '../planning/plan-reminders';
import { PILED_UP, ReminderHalts } from './halts.queries';

const LONGEST_REASON = 200;

/**
 * 災害対応モード: one act stops every notice but those of security; the ledger goes on being written, so that nothing is lost.
 * Who resumes decides for each kind: what still holds goes out in one mail each, or what has piled up never does, and the ledger
 * says why.
 */
@Injectable()
export class ReminderHaltsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly halts: ReminderHalts,
    private readonly planning: PlanReminders,
  ) {}

  async start(actor: Actor, reason: string): Promise<void> {
    requirePermission(actor, 'reminders.halt');
    if (reason.trim() === '' || reason.length > LONGEST_REASON)
      throw new InvalidInput({
        reason: `止める理由を${String(LONGEST_REASON)}文字以内で入力してください。`,
      });
    await this.database.transaction(async () => {
      await this.lock();
      if (await this.halts.current()) throw stoppedAlready();
      const id = randomUUID();
      await this.database.execute(
        'INSERT INTO reminder_halts (id, reason, started_at, started_by) VALUES ($1, $2, $3, $4)',
        [id, reason.trim(), this.clock.now(), actor.accountId],
      );
      await this.note(actor, 'reminder_halt.started', { id, reason: reason.trim() });
    });
  }

  /** `dropped`: the kinds of which nothing that has piled up is sent. */
  async resume(actor: Actor, dropped: readonly string[]): Promise<void> {
    requirePermission(actor, 'reminders.halt');
    const kinds = dropped.filter((name) => findKind(name) !== null);
    await this.database.transaction(async () => {
      await this.lock();
      const halt = await this.halts.current();
      if (halt === null) throw notStopped();
      const now = this.clock.now();
      await this.database.execute(
        'UPDATE reminder_halts SET ended_at = greatest($2, started_at), ended_by = $3 WHERE id = $1',
        [halt.id, now, actor.accountId],
      );
      await this.database.execute(
        `UPDATE reminder_ledger l SET dropped_at = $2, halt_id = $1 WHERE l.kind = ANY ($3) AND ${PILED_UP}`,
        [halt.id, now, kinds],
      );
      await this.note(actor, 'reminder_halt.ended', { id: halt.id, dropped: titlesOf(kinds) });
      const today = this.clock.today();
      // Before the hour of planning the day goes its usual way.
      if (now >= instantAt(today, PLANNING_TIME))
        await this.planning.run(today, auditActorOf(actor));
    });
  }

  /** Of planning: what it writes is before the act or after it. */
  private async lock(): Promise<void> {
    await this.database.execute('SELECT pg_advisory_xact_lock($1)', [PLANNING_LOCK]);
  }

  private note(actor: Actor, action: string, { id, ...detail }: Noted): Promise<void> {
    return this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'reminder_halt', subjectId: id, detail },
    });
  }
}

type Noted = Readonly<Record<string, unknown>> & { readonly id: string };

const titlesOf = (kinds: readonly string[]): string =>
  kinds.flatMap((name) => findKind(name)?.words.title() ?? []).join('、');

function stoppedAlready(): Conflict {
  return new Conflict(
    'reminder_halt.started_already',
    '通知はすでに止まっています。画面を開き直してご確認ください。',
  );
}

function notStopped(): Conflict {
  return new Conflict(
    'reminder_halt.not_started',
    '通知は止まっていません。画面を開き直してご確認ください。',
  );
}
