import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf } from '@app/access';
import {
  AuditLog,
  Clock,
  col,
  Database,
  minutesBefore,
  type RowFrom,
  statement,
} from '@app/platform';
import { AccountNotices } from '../notice/account-notices';
import { SecondFactorDuties } from '../second-factor/second-factor-duties';
import { KnownDevices } from './known-devices';

/** Where somebody signs in from: the address, and the device in words. */
export interface Place {
  readonly address: string;
  readonly device: string;
}

export interface CompletedSignIn {
  readonly previous: PreviousSignIn | null;
  /** Wrong guesses at the account since then. */
  readonly failures: number;
  /** What the owner must hear of and has not been told on a page. */
  readonly unshownNotices: number;
  /** What the browser's cookie must say from now on. */
  readonly deviceToken: string;
}

const SIGN_IN_ROW = {
  at: col.instant,
  address: col.text,
  device: col.text,
  isNewDevice: col.bool,
};

const LATEST = statement({
  name: 'accounts.latest-sign-ins',
  sql: `SELECT at, address, device, is_new_device AS "isNewDevice" FROM sign_ins
    WHERE account_id = :accountId ORDER BY at DESC LIMIT :limit`,
  parameters: { accountId: 'uuid', limit: 'integer' },
  row: SIGN_IN_ROW,
});
export type PreviousSignIn = RowFrom<typeof LATEST>;

const FAILURES = statement({
  name: 'accounts.failures-since',
  sql: `SELECT failed_at AS at, coalesce(address, '') AS address, device_id IS NOT NULL AS "isKnownDevice" FROM sign_in_failures
    WHERE account_id = :accountId AND failed_at > :since ORDER BY failed_at DESC LIMIT :limit`,
  parameters: { accountId: 'uuid', since: 'timestamptz', limit: 'integer' },
  row: { at: col.instant, address: col.text, isKnownDevice: col.bool },
});
export type FailedSignIn = RowFrom<typeof FAILURES>;

const FAILURE_COUNT = statement({
  name: 'accounts.failure-count-since',
  sql: `SELECT count(*)::int AS count FROM sign_in_failures WHERE account_id = :accountId AND failed_at > :since`,
  parameters: { accountId: 'uuid', since: 'timestamptz' },
  row: { count: col.int },
});

const DAY_MINUTES = 24 * 60;
const TOLD_DAYS = 90;
const KEPT_DAYS = 365;
const TOLD = 20;

/** What is written when somebody is in, and what they are told of the time since they were here last. */
@Injectable()
export class SignInRecords {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly devices: KnownDevices,
    private readonly notices: AccountNotices,
    private readonly duty: SecondFactorDuties,
  ) {}

  async complete(
    actor: Actor,
    { address, device }: Place,
    deviceToken: string | null,
  ): Promise<CompletedSignIn> {
    const { accountId } = actor;
    return this.database.transaction(async () => {
      const [previous = null] = await this.database.all(LATEST, { accountId, limit: 1 });
      const failures = await this.countFailures(accountId, previous?.at ?? null);
      const unshownNotices = await this.notices.countUnshown(accountId);
      const isKnown = (await this.devices.find(accountId, deviceToken)) !== null;
      const isNewDevice = previous !== null && !isKnown;
      await this.database.execute(
        'INSERT INTO sign_ins (id, account_id, at, address, device, is_new_device) VALUES ($1, $2, $3, $4, $5, $6)',
        [randomUUID(), accountId, this.clock.now(), address, device, isNewDevice],
      );
      if (isNewDevice) await this.notices.add(accountId, 'new_device', { address, device });
      await this.duty.begin(actor);
      const token = await this.devices.remember(accountId, deviceToken, device);
      const subject = { subjectType: 'account', subjectId: accountId };
      await this.audit.record(auditActorOf(actor), { action: 'account.signed_in', ...subject });
      return { previous, failures, unshownNotices, deviceToken: token };
    });
  }

  /** Of one account, newest first. */
  async listSignIns(accountId: string): Promise<readonly PreviousSignIn[]> {
    return this.database.all(LATEST, { accountId, limit: TOLD });
  }

  /** Wrong guesses at one account, newest first. */
  async listFailures(accountId: string): Promise<readonly FailedSignIn[]> {
    return this.database.all(FAILURES, { accountId, since: this.daysAgo(TOLD_DAYS), limit: TOLD });
  }

  /** For the nightly tidying. */
  async forgetOld(): Promise<number> {
    return this.database.execute('DELETE FROM sign_ins WHERE at < $1', [this.daysAgo(KEPT_DAYS)]);
  }

  private async countFailures(accountId: string, since: Date | null): Promise<number> {
    const from = since ?? this.daysAgo(TOLD_DAYS);
    return (await this.database.only(FAILURE_COUNT, { accountId, since: from })).count;
  }

  private daysAgo(days: number): Date {
    return minutesBefore(this.clock.now(), days * DAY_MINUTES);
  }
}
