import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditLog } from '../audit/audit-log';
import { Clock, type LocalDate } from '../clock/clock';
import { Database } from '../database/database';
import { InvalidInput } from '../errors/errors';

/** A setting as it holds from a day on, until a later row of the same key. */
export interface SettingRow {
  readonly key: string;
  readonly value: string;
  readonly validFrom: LocalDate;
}

export interface SettingChange {
  readonly key: string;
  readonly value: string;
  /** What holds as long as nothing was ever set; choosing it again then changes nothing. */
  readonly standard: string;
}

/**
 * Texts that the city sets for itself, each from a day on; what held before stays. A day that is over is never
 * changed. Who may do it is checked by the caller (the permission `settings.manage`).
 */
@Injectable()
export class SettingsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Every row whose key begins with `prefix`, by key, newest first; also those that begin later. */
  async listSettings(prefix: string): Promise<readonly SettingRow[]> {
    return this.database.query<SettingRow>(
      `SELECT key, value #>> '{}' AS value, valid_from AS "validFrom" FROM settings
       WHERE starts_with(key, $1) AND jsonb_typeof(value) = 'string' ORDER BY key, valid_from DESC`,
      [prefix],
    );
  }

  /** Writes what differs from the value of that day; returns how many did. The same day again corrects it. */
  async changeSettings(
    by: AuditActor,
    changes: readonly SettingChange[],
    validFrom: LocalDate,
  ): Promise<number> {
    if (validFrom < this.clock.today()) {
      throw new InvalidInput({ validFrom: '本日以降の日を選んでください。' });
    }
    return this.database.transaction(async () => {
      await this.database.query('LOCK TABLE settings IN SHARE ROW EXCLUSIVE MODE');
      const entries = [];
      for (const { key, value, standard } of changes) {
        const from = (await this.valueOn(key, validFrom)) ?? standard;
        if (from === value) continue;
        await this.database.execute(
          `INSERT INTO settings (key, valid_from, value) VALUES ($1, $2, to_jsonb($3::text))
           ON CONFLICT (key, valid_from) DO UPDATE SET value = excluded.value`,
          [key, validFrom, value],
        );
        const detail = { from, to: value, validFrom };
        entries.push({ action: 'setting.changed', subjectType: 'setting', subjectId: key, detail });
      }
      await this.audit.record(by, ...entries);
      return entries.length;
    });
  }

  private async valueOn(key: string, day: LocalDate): Promise<string | null> {
    const row = await this.database.queryOne<{ value: string }>(
      `SELECT value #>> '{}' AS value FROM settings WHERE key = $1 AND valid_from <= $2
       ORDER BY valid_from DESC LIMIT 1`,
      [key, day],
    );
    return row?.value ?? null;
  }
}
