import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf } from '@app/access';
import { AuditLog, Database, NotFound } from '@app/platform';
import { type SessionRow, SessionRows } from './session-rows';

/** Everybody sees where they are signed in, and can end it. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly rows: SessionRows,
  ) {}

  /** `name`: the session that asks. */
  async list(actor: Actor, name: string): Promise<readonly SessionRow[]> {
    return this.rows.listOf(actor.accountId, name);
  }

  async end(actor: Actor, sessionId: string): Promise<void> {
    await this.database.transaction(async () => {
      if ((await this.rows.endOne(actor.accountId, sessionId)) === 0) throw new NotFound();
      await this.record(actor, 1);
    });
  }

  /** All but the one that asks; returns how many there were. */
  async endOthers(actor: Actor, name: string): Promise<number> {
    return this.database.transaction(async () => {
      const ended = await this.rows.endOthers(actor.accountId, name);
      if (ended > 0) await this.record(actor, ended);
      return ended;
    });
  }

  private async record(actor: Actor, sessions: number): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      action: 'account.sessions_ended',
      subjectType: 'account',
      subjectId: actor.accountId,
      detail: { sessions },
    });
  }
}
