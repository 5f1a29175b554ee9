import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditLog } from '../audit/audit-log';
import type { LocalDate } from '../calendar/local-date';
import { Clock } from '../clock/clock';
import { Database } from '../database/database';
import { InvalidInput } from '../errors/errors';
import { asKnown } from '../statements/as-known';
import * as col from '../statements/columns';
import type { RowOf } from '../statements/columns';
import { statement } from '../statements/statement';

const ROW = { key: col.text, value: col.text, validFrom: col.date };

/** A setting as it holds from a day on, until a later row of the same key. */
export type SettingRow = RowOf<typeof ROW>;

const COLUMNS = `key, value #>> '{}' AS value, valid_from AS "validFrom"`;

const LIST = statement({
  name: 'platform.settings',
  sql: `SELECT ${COLUMNS} FROM settings
    WHERE starts_with(key, :prefix) AND jsonb_typeof(value) = 'string' ORDER BY key, valid_from DESC`,
  parameters: { prefix: 'text' },
  row: ROW,
});

const VALUE_ON = statement({
  name: 'platform.setting-on',
  sql: `SELECT ${COLUMNS} FROM settings WHERE key = :key AND valid_from <= :day ORDER BY valid_from DESC LIMIT 1`,
  parameters: { key: 'text', day: 'date' },
  row: ROW,
});

const VALUE_AS_KNOWN = statement({
  name: 'platform.setting-as-known',
  sql: `SELECT ${COLUMNS} FROM ${asKnown('settings', ':knownAt')} s
    WHERE key = :key AND valid_from <= :day ORDER BY valid_from DESC LIMIT 1`,
  parameters: { key: 'text', day: 'date', knownAt: 'timestamptz' },
  row: ROW,
});

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
    return this.database.all(LIST, { prefix });
  }

  /** The value on a day as it stood in the books at an instant; null when nothing was set. */
  async valueAsKnown(key: string, day: LocalDate, knownAt: Date): Promise<string | null> {
    return (await this.database.first(VALUE_AS_KNOWN, { key, day, knownAt }))?.value ?? null;
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
      await this.database.keepWritersOut('settings_history');
      const entries = [];
      for (const { key, value, standard } of changes) {
        const before = await this.database.first(VALUE_ON, { key, day: validFrom });
        const from = before?.value ?? standard;
        if (from === value) continue;
        await this.write(by, { key, value, validFrom });
        const detail = { from, to: value, validFrom };
        entries.push({ action: 'setting.changed', subjectType: 'setting', subjectId: key, detail });
      }
      await this.audit.record(by, ...entries);
      return entries.length;
    });
  }

  /** A value of the same day is superseded, not changed: what it said stays in the books. */
  private async write(by: AuditActor, { key, value, validFrom }: SettingRow): Promise<void> {
    const now = this.clock.now();
    await this.database.execute(
      `UPDATE settings_history SET superseded_at = greatest($3, recorded_at), superseded_by = $4
       WHERE key = $1 AND valid_from = $2 AND superseded_at IS NULL`,
      [key, validFrom, now, by.accountId],
    );
    await this.database.execute(
      `INSERT INTO settings_history (key, valid_from, value, recorded_at, recorded_by) VALUES ($1, $2, to_jsonb($3::text), $4, $5)`,
      [key, validFrom, value, now, by.accountId],
    );
  }
}
