import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  addMonths,
  Clock,
  col,
  Database,
  defineJob,
  DOOR_KINDS,
  instantAt,
  NO_PAYLOAD,
  READING_KINDS,
  SettingsService,
  statement,
} from '@app/platform';

/** Every night: what has been kept long enough goes. */
export const FORGET_ACCESS_LOG = defineJob('forget-access-log', NO_PAYLOAD);

/** For how many months the access log is kept; the audit log is never shortened. */
export interface LogRetention {
  /** Who read or took along what. */
  readonly readingMonths: number;
  /** What happened at the door. */
  readonly doorMonths: number;
}

/** As long as what is read: three years. What happened at the door is of use for a year. */
const STANDARD: LogRetention = { readingMonths: 36, doorMonths: 12 };

const READING_KEY = 'access_log.reading_months';
const DOOR_KEY = 'access_log.door_months';

const FORGOTTEN = statement({
  name: 'accounts.forgotten-access-rows',
  sql: 'SELECT forget_access_log(:kinds, :before, :now) AS rows',
  parameters: { kinds: 'text[]', before: 'timestamptz', now: 'timestamptz' },
  row: { rows: col.bigint },
});

/** Deletes what has been kept long enough; a row says what was deleted, and the last ninety days are spared by the database. */
@Injectable()
export class LogRetentionService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
  ) {}

  async current(): Promise<LogRetention> {
    const today = this.clock.today();
    const rows = await this.settings.listSettings('access_log.');
    const months = (key: string, standard: number) =>
      Number(rows.find((row) => row.key === key && row.validFrom <= today)?.value ?? standard);
    return {
      readingMonths: months(READING_KEY, STANDARD.readingMonths),
      doorMonths: months(DOOR_KEY, STANDARD.doorMonths),
    };
  }

  /** From today on; returns how many of them changed. */
  async change(actor: Actor, { readingMonths, doorMonths }: LogRetention): Promise<number> {
    requirePermission(actor, 'settings.manage');
    const changes = [
      { key: READING_KEY, value: String(readingMonths), standard: String(STANDARD.readingMonths) },
      { key: DOOR_KEY, value: String(doorMonths), standard: String(STANDARD.doorMonths) },
    ];
    return this.settings.changeSettings(auditActorOf(actor), changes, this.clock.today());
  }

  /** Returns how many rows went. Safe to repeat. */
  async forgetOld(): Promise<number> {
    const { readingMonths, doorMonths } = await this.current();
    const readings = await this.forget(READING_KINDS, readingMonths);
    return readings + (await this.forget(DOOR_KINDS, doorMonths));
  }

  private async forget(kinds: readonly string[], months: number): Promise<number> {
    const before = instantAt(addMonths(this.clock.today(), -months));
    const { rows } = await this.database.only(FORGOTTEN, {
      ...{ kinds, before, now: this.clock.now() },
    });
    return Number(rows);
  }
}
