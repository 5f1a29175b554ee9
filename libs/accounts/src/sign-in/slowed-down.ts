import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { personLine } from '@app/organization';
import {
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  minutesBefore,
  type RowFrom,
  statement,
} from '@app/platform';
import { openAt } from './wait.rules';

const DAY_MINUTES = 24 * 60;
const ADDRESS_MINUTES = 15;
const FAILURES_PER_ADDRESS = 50;
const FREE_FAILURES = 5;

const ACCOUNTS = statement({
  name: 'accounts.slowed-accounts',
  sql: `SELECT f.account_id AS "accountId", line.name, line.staff_number AS "staffNumber",
      coalesce(line.unit_name, '所属なし') AS "unitName", count(*)::int AS failures, max(f.failed_at) AS "lastAt",
      count(DISTINCT f.address)::int AS addresses
    FROM sign_in_failures f JOIN accounts a ON a.id = f.account_id
    JOIN LATERAL ${personLine('a.person_id', ':today')} line ON true
    WHERE f.forgiven_at IS NULL AND f.failed_at > :since
    GROUP BY f.account_id, f.target, f.device_id, line.name, line.staff_number, line.unit_name
    HAVING count(*) >= ${FREE_FAILURES} ORDER BY max(f.failed_at) DESC LIMIT 200`,
  parameters: { today: 'date', since: 'timestamptz' },
  row: {
    accountId: col.id<'account'>(),
    name: col.text,
    staffNumber: col.text,
    unitName: col.text,
    failures: col.int,
    lastAt: col.instant,
    addresses: col.int,
  },
});
type SlowedAccountRow = RowFrom<typeof ACCOUNTS>;
/** `until`: when the next guess may be made; null when it may be made now. */
export type SlowedAccount = SlowedAccountRow & { readonly until: Date | null };

const ADDRESSES = statement({
  name: 'accounts.slowed-addresses',
  sql: `SELECT address, count(*)::int AS failures, count(DISTINCT target)::int AS targets, max(failed_at) AS "lastAt"
    FROM sign_in_failures WHERE address IS NOT NULL AND device_id IS NULL AND address_forgiven_at IS NULL AND failed_at > :since
    GROUP BY address HAVING count(*) >= ${FAILURES_PER_ADDRESS} ORDER BY max(failed_at) DESC LIMIT 200`,
  parameters: { since: 'timestamptz' },
  row: { address: col.text, failures: col.int, targets: col.int, lastAt: col.instant },
});
export type SlowedAddress = RowFrom<typeof ADDRESSES>;

/** Who has to wait at the door because of wrong guesses; an administrator can end it. */
@Injectable()
export class SlowedDown {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async listAccounts(actor: Actor): Promise<readonly SlowedAccount[]> {
    requirePermission(actor, 'accounts.read');
    const now = this.clock.now();
    const since = minutesBefore(now, DAY_MINUTES);
    const rows = await this.database.all(ACCOUNTS, { today: this.clock.today(), since });
    return rows.map((row) => ({ ...row, until: openAt(row, now) }));
  }

  async listAddresses(actor: Actor): Promise<readonly SlowedAddress[]> {
    requirePermission(actor, 'accounts.read');
    const since = minutesBefore(this.clock.now(), ADDRESS_MINUTES);
    return this.database.all(ADDRESSES, { since });
  }

  async endForAccount(actor: Actor, accountId: string): Promise<void> {
    requirePermission(actor, 'accounts.manage');
    await this.end(
      actor,
      { column: 'forgiven_at', of: 'account_id', subjectType: 'account' },
      accountId,
    );
  }

  async endForAddress(actor: Actor, address: string): Promise<void> {
    requirePermission(actor, 'accounts.manage');
    await this.end(
      actor,
      { column: 'address_forgiven_at', of: 'address', subjectType: 'address' },
      address,
    );
  }

  private async end(
    actor: Actor,
    what: {
      readonly column: 'forgiven_at' | 'address_forgiven_at';
      readonly of: 'account_id' | 'address';
      readonly subjectType: string;
    },
    subjectId: string,
  ): Promise<void> {
    await this.database.transaction(async () => {
      const ended = await this.database.execute(
        `UPDATE sign_in_failures SET ${what.column} = $2 WHERE ${what.of}::text = $1 AND ${what.column} IS NULL`,
        [subjectId, this.clock.now()],
      );
      if (ended === 0)
        throw new Conflict('sign_in.not_slowed', 'すでに解除されているか、待ち時間はありません。');
      await this.audit.record(auditActorOf(actor), {
        action: 'account.waiting_ended',
        subjectType: what.subjectType,
        subjectId,
      });
    });
  }
}
