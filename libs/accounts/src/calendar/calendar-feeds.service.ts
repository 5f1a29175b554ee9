import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { AuditLog, Clock, col, Database, type RowFrom, statement } from '@app/platform';
import { ActorQueries } from '../actor/actors.queries';

const SECRET_BYTES = 32;

const LIVE = statement({
  name: 'accounts.calendar-feed',
  sql: `SELECT id, created_at AS "createdAt", last_used_at AS "lastUsedAt" FROM calendar_feeds
    WHERE account_id = :accountId AND revoked_at IS NULL`,
  parameters: { accountId: 'uuid' },
  row: {
    id: col.id<'calendar_feed'>(),
    createdAt: col.instant,
    lastUsedAt: col.instant.orNull,
  },
});

/** When a program reads it is noted once an hour at most: it asks again and again. */
const USED = statement({
  name: 'accounts.used-calendar-feed',
  sql: `WITH found AS (
      SELECT id, account_id, last_used_at FROM calendar_feeds WHERE secret_hash = :hash AND revoked_at IS NULL
    ), noted AS (
      UPDATE calendar_feeds f SET last_used_at = :now FROM found
      WHERE f.id = found.id AND (found.last_used_at IS NULL OR found.last_used_at < :now - interval '1 hour')
    )
    SELECT account_id AS "accountId" FROM found`,
  parameters: { hash: 'text', now: 'timestamptz' },
  row: { accountId: col.id<'account'>() },
});

export type CalendarFeed = RowFrom<typeof LIVE>;

/** The address under which a calendar program reads somebody's own dates: one a person, shown once, ended at any time. */
@Injectable()
export class CalendarFeedsService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly actors: ActorQueries,
  ) {}

  async findOwn(actor: Actor): Promise<CalendarFeed | null> {
    return this.database.first(LIVE, { accountId: actor.accountId });
  }

  /** Returns the secret in clear; it cannot be shown again. The one before ends. */
  async createOwn(actor: Actor): Promise<string> {
    requirePermission(actor, 'self');
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const { accountId } = actor;
    await this.database.transaction(async () => {
      await this.end(actor);
      const id = randomUUID();
      await this.database.execute(
        'INSERT INTO calendar_feeds (id, account_id, secret_hash, created_at) VALUES ($1, $2, $3, $4)',
        [id, accountId, hashOf(secret), this.clock.now()],
      );
      await this.note(actor, 'calendar_feed.created', id);
    });
    return secret;
  }

  /** Ended twice is ended once. */
  async revokeOwn(actor: Actor): Promise<void> {
    requirePermission(actor, 'self');
    await this.database.transaction(() => this.end(actor));
  }

  /** Whose dates they are; null for what is unknown or ended, or whose owner may not act any more: all look the same. */
  async findActor(secret: string): Promise<Actor | null> {
    const row = await this.database.first(USED, { hash: hashOf(secret), now: this.clock.now() });
    return row && this.actors.findActor(row.accountId);
  }

  /** One at a time for an account. Not by the account's row: both requests hold it already, and each would wait for the other. */
  private async end(actor: Actor): Promise<void> {
    const { accountId } = actor;
    await this.database.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `calendar:${accountId}`,
    ]);
    const live = await this.database.first(LIVE, { accountId });
    if (live === null) return;
    await this.database.execute('UPDATE calendar_feeds SET revoked_at = $2 WHERE id = $1', [
      live.id,
      this.clock.now(),
    ]);
    await this.note(actor, 'calendar_feed.revoked', live.id);
  }

  private note(actor: Actor, action: string, id: string): Promise<void> {
    const subject = { subjectType: 'calendar_feed', subjectId: id };
    return this.audit.record(auditActorOf(actor), { action, ...subject });
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
