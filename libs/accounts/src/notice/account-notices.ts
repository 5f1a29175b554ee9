import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { personLine } from '@app/organization';
import { Clock, col, Database, minutesBefore, type RowFrom, statement } from '@app/platform';
import { z } from 'zod';
import { watchesHolders } from './watchers';

/** To the offices that look after holders of rights. */
const OFFICE_KINDS = ['holder_reset', 'holder_made', 'rules_loosened', 'holder_token'] as const;

/** What the owner of an account must hear of, because it may not have been them. */
export const NOTICE_KINDS = [
  'new_device',
  'password_reset',
  'second_factor_added',
  'second_factor_removed',
  'second_factor_reset',
  'role_granted',
  'token_made',
  ...OFFICE_KINDS,
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

const DETAIL = z.record(z.string(), z.string());

const NOTICE_ROW = {
  id: col.id<'account_notice'>(),
  kind: col.oneOf(NOTICE_KINDS),
  detail: col.json(DETAIL),
  createdAt: col.instant,
};
/** What is about somebody else's account names its owner as they are called today: the detail holds the id. */
const NOTICE_COLUMNS = `n.id, n.kind, n.created_at AS "createdAt",
  n.detail || coalesce((SELECT jsonb_build_object('owner', about.staff_number || ' ' || about.name) FROM accounts o
    JOIN LATERAL ${personLine('o.person_id', ':today')} about ON true WHERE o.id = (n.detail ->> 'accountId')::uuid), '{}') AS detail`;

/** What was for an office is for nobody who is not in it any more. */
const IS_MEANT = `(n.kind NOT IN (${OFFICE_KINDS.map((kind) => `'${kind}'`).join(', ')}) OR ${watchesHolders('n.account_id', ':today')})`;

const OF_ACCOUNT = statement({
  name: 'accounts.notices-of-account',
  sql: `SELECT ${NOTICE_COLUMNS} FROM account_notices n
    WHERE n.account_id = :accountId AND n.created_at > :since AND ${IS_MEANT} ORDER BY n.created_at DESC LIMIT 20`,
  parameters: { accountId: 'uuid', since: 'timestamptz', today: 'date' },
  row: NOTICE_ROW,
});
export type AccountNotice = RowFrom<typeof OF_ACCOUNT>;

const UNSHOWN = statement({
  name: 'accounts.unshown-notices',
  sql: `UPDATE account_notices n SET shown_at = :now WHERE n.account_id = :accountId AND n.shown_at IS NULL AND ${IS_MEANT}
    RETURNING n.id`,
  parameters: { accountId: 'uuid', now: 'timestamptz', today: 'date' },
  row: { id: col.id<'account_notice'>() },
});

/** Locked by whoever sends them: two workers never send the same one. What is older than two days helps nobody any more. */
const TO_MAIL = statement({
  name: 'accounts.notices-to-mail',
  sql: `SELECT ${NOTICE_COLUMNS}, line.name, line.email
    FROM account_notices n JOIN accounts a ON a.id = n.account_id
    JOIN LATERAL ${personLine('a.person_id', ':today')} line ON true
    WHERE n.mailed_at IS NULL AND n.created_at > :since AND n.id <> ALL (:tried) AND ${IS_MEANT}
    ORDER BY n.created_at LIMIT 1 FOR UPDATE OF n SKIP LOCKED`,
  parameters: { today: 'date', since: 'timestamptz', tried: 'uuid[]' },
  row: { ...NOTICE_ROW, name: col.text, email: col.text.orNull },
});
export type NoticeToMail = RowFrom<typeof TO_MAIL>;

const DAY_MINUTES = 24 * 60;
const MAIL_DAYS = 2;
const SHOWN_DAYS = 90;
const KEPT_DAYS = 365;

/** Tells the owner of an account: by mail where there is an address, else at the next sign-in, and under 安全 always. */
@Injectable()
export class AccountNotices {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async add(
    accountId: string,
    kind: NoticeKind,
    detail: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await this.database.execute(
      'INSERT INTO account_notices (id, account_id, kind, detail, created_at) VALUES ($1, $2, $3, $4, $5)',
      [randomUUID(), accountId, kind, JSON.stringify(detail), this.clock.now()],
    );
  }

  /** Newest first. */
  async listOf(accountId: string): Promise<readonly AccountNotice[]> {
    const [since, today] = [this.daysAgo(SHOWN_DAYS), this.clock.today()];
    return this.database.all(OF_ACCOUNT, { accountId, since, today });
  }

  /** How many there were that the owner has not been told of on a page; they count as told now. */
  async countUnshown(accountId: string): Promise<number> {
    const [now, today] = [this.clock.now(), this.clock.today()];
    const rows = await this.database.all(UNSHOWN, { accountId, now, today });
    return rows.length;
  }

  /** The next one to be mailed, locked until the end of the transaction; null when there is none. */
  async nextToMail(tried: readonly string[]): Promise<NoticeToMail | null> {
    const since = this.daysAgo(MAIL_DAYS);
    return this.database.first(TO_MAIL, { today: this.clock.today(), since, tried });
  }

  /** Sent, or certain never to arrive. */
  async finish(id: string): Promise<void> {
    await this.database.execute('UPDATE account_notices SET mailed_at = $2 WHERE id = $1', [
      id,
      this.clock.now(),
    ]);
  }

  /** For the nightly tidying. */
  async forgetOld(): Promise<number> {
    return this.database.execute('DELETE FROM account_notices WHERE created_at < $1', [
      this.daysAgo(KEPT_DAYS),
    ]);
  }

  private daysAgo(days: number): Date {
    return minutesBefore(this.clock.now(), days * DAY_MINUTES);
  }
}
