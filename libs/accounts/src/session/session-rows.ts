import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  Clock,
  col,
  Database,
  minutesAfter,
  minutesBefore,
  type RowFrom,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { SignInRulesService } from './sign-in-rules';

/** Who and where: null as long as the second step of a sign-in is open. */
export interface SessionFacts {
  readonly accountId: string | null;
  readonly address: string;
  readonly device: string;
}

const HOUR_MINUTES = 60;
/** Somebody who has said the password has so long for the second step. */
const STEP_MINUTES = 10;
/** A page view writes when it was last seen no more often. */
const SEEN_MINUTES = 2;
const LONGEST_TEXT = 100;

const DATA = z.record(z.string(), z.unknown());

const LIVE = statement({
  name: 'accounts.live-session',
  sql: `SELECT sess, last_seen_at AS "lastSeenAt" FROM sessions
    WHERE sid = :sid AND expire > :now AND last_seen_at > :idleSince AND created_at > :madeSince
      AND (account_id IS NOT NULL OR created_at > :stepSince)`,
  parameters: {
    sid: 'text',
    now: 'timestamptz',
    idleSince: 'timestamptz',
    madeSince: 'timestamptz',
    stepSince: 'timestamptz',
  },
  row: { sess: col.json(DATA), lastSeenAt: col.instant },
});

/** Ending deletes the row, which waits for this; writing into it does not. */
const SHARED = statement({
  name: 'accounts.shared-session',
  sql: 'SELECT id FROM sessions WHERE sid = :sid FOR KEY SHARE',
  parameters: { sid: 'text' },
  row: { id: col.id<'session'>() },
});

const OWN = statement({
  name: 'accounts.own-sessions',
  sql: `SELECT id, created_at AS "createdAt", last_seen_at AS "lastSeenAt", address, device, sid = :sid AS "isThis"
    FROM sessions WHERE account_id = :accountId AND expire > :now AND last_seen_at > :idleSince AND created_at > :madeSince
    ORDER BY last_seen_at DESC, created_at DESC`,
  parameters: {
    accountId: 'uuid',
    sid: 'text',
    now: 'timestamptz',
    idleSince: 'timestamptz',
    madeSince: 'timestamptz',
  },
  row: {
    id: col.id<'session'>(),
    createdAt: col.instant,
    lastSeenAt: col.instant,
    address: col.text,
    device: col.text,
    isThis: col.bool,
  },
});
export type SessionRow = RowFrom<typeof OWN>;

/**
 * The table of sessions. It holds the hash of a session's name only, so that whoever reads the table can enter none. A
 * session ends by itself when nothing was opened for a while, and some hours after its sign-in.
 */
@Injectable()
export class SessionRows {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: SignInRulesService,
  ) {}

  async read(name: string): Promise<Readonly<Record<string, unknown>> | null> {
    const now = this.clock.now();
    const sid = hashOf(name);
    const row = await this.find(sid, now);
    if (row && row.lastSeenAt < minutesBefore(now, SEEN_MINUTES))
      await this.database.execute('UPDATE sessions SET last_seen_at = $2 WHERE sid = $1', [
        sid,
        now,
      ]);
    return row?.sess ?? null;
  }

  /** The same for what a page asks by itself: nobody is there because of it, and the session ends as if it had not asked. */
  async peek(name: string): Promise<Readonly<Record<string, unknown>> | null> {
    return (await this.find(hashOf(name), this.clock.now()))?.sess ?? null;
  }

  async add(name: string, data: object, facts: SessionFacts): Promise<void> {
    const now = this.clock.now();
    const { absoluteHours } = await this.rules.current();
    await this.database.execute(
      `INSERT INTO sessions (sid, sess, expire, account_id, created_at, last_seen_at, address, device)
       VALUES ($1, $2, $3, $4, $5, $5, $6, $7)
       ON CONFLICT (sid) DO UPDATE SET sess = excluded.sess, account_id = excluded.account_id`,
      [
        hashOf(name),
        JSON.stringify(data),
        minutesAfter(now, absoluteHours * HOUR_MINUTES),
        facts.accountId,
        now,
        facts.address.slice(0, LONGEST_TEXT),
        facts.device.slice(0, LONGEST_TEXT),
      ],
    );
  }

  /** Only onto the row that it came from: a session that ended meanwhile stays ended. */
  async change(name: string, data: object): Promise<void> {
    await this.database.execute('UPDATE sessions SET sess = $2 WHERE sid = $1', [
      hashOf(name),
      JSON.stringify(data),
    ]);
  }

  /**
   * Whether the session is still there; until the ambient transaction ends nobody ends it, and whoever did so before
   * wins.
   */
  async lock(name: string): Promise<boolean> {
    return (await this.database.first(SHARED, { sid: hashOf(name) })) !== null;
  }

  async end(name: string): Promise<void> {
    await this.database.execute('DELETE FROM sessions WHERE sid = $1', [hashOf(name)]);
  }

  /** The living sessions of an account, the one used last first; `name` is the one that asks. */
  async listOf(accountId: string, name: string): Promise<readonly SessionRow[]> {
    return this.database.all(OWN, { accountId, sid: hashOf(name), ...(await this.bounds()) });
  }

  async endOne(accountId: string, id: string): Promise<number> {
    return this.database.execute('DELETE FROM sessions WHERE account_id = $1 AND id = $2', [
      accountId,
      id,
    ]);
  }

  /** All of an account but the one of this name. */
  async endOthers(accountId: string, name: string): Promise<number> {
    return this.database.execute('DELETE FROM sessions WHERE account_id = $1 AND sid <> $2', [
      accountId,
      hashOf(name),
    ]);
  }

  private async find(sid: string, now: Date) {
    const stepSince = minutesBefore(now, STEP_MINUTES);
    return this.database.first(LIVE, { sid, ...(await this.bounds()), stepSince });
  }

  private async bounds() {
    const now = this.clock.now();
    const { idleMinutes, absoluteHours } = await this.rules.current();
    return {
      now,
      idleSince: minutesBefore(now, idleMinutes),
      madeSince: minutesBefore(now, absoluteHours * HOUR_MINUTES),
    };
  }
}

function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
