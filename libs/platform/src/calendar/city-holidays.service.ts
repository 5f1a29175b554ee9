import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditLog } from '../audit/audit-log';
import { Clock } from '../clock/clock';
import { Database } from '../database/database';
import { InvalidInput, NotFound } from '../errors/errors';
import { asKnown } from '../statements/as-known';
import * as col from '../statements/columns';
import type { RowOf } from '../statements/columns';
import { statement } from '../statements/statement';
import type { LocalDate } from './local-date';
import { OfficeCalendars } from './office-calendars';
import { OfficeCalendar } from './office-holidays';

const ROW = {
  day: col.date,
  name: col.text,
  /** The office is open on this day although the calendar says closed: a holiday that was moved by law. */
  isOpen: col.bool,
};

export type CityHoliday = RowOf<typeof ROW>;

export interface NewCityHoliday {
  readonly day: LocalDate;
  readonly name: string;
  /** A day on which the office is open; without it a closing day. */
  readonly isOpen?: boolean;
}

const COLUMNS = 'day, name, is_open AS "isOpen"';

const LIST = statement({
  name: 'platform.city-holidays',
  sql: `SELECT ${COLUMNS} FROM office_holidays ORDER BY day`,
  parameters: {},
  row: ROW,
});

const LIST_AS_KNOWN = statement({
  name: 'platform.city-holidays-as-known',
  sql: `SELECT ${COLUMNS} FROM ${asKnown('office_holidays', ':knownAt')} h ORDER BY day`,
  parameters: { knownAt: 'timestamptz' },
  row: ROW,
});

const SUPERSEDE = statement({
  name: 'platform.supersede-city-holiday',
  sql: `UPDATE office_holidays_history SET superseded_at = greatest(:now, recorded_at), superseded_by = :by
    WHERE day = :day AND superseded_at IS NULL RETURNING ${COLUMNS}`,
  parameters: { day: 'date', now: 'timestamptz', by: 'uuid?' },
  row: ROW,
});

const PUBLIC_CALENDAR = new OfficeCalendar();

/**
 * What the city's calendar says otherwise than the public one: its own closing days, and days on which it is open. A day
 * that is over stays as it is: deadlines were counted with it. Who may do it is checked by the caller (the permission
 * `settings.manage`).
 */
@Injectable()
export class CityHolidays {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly calendars: OfficeCalendars,
  ) {}

  async listHolidays(): Promise<readonly CityHoliday[]> {
    return this.database.all(LIST, {});
  }

  /** The days as they stood in the books at an instant. */
  async listAsKnown(knownAt: Date): Promise<readonly CityHoliday[]> {
    return this.database.all(LIST_AS_KNOWN, { knownAt });
  }

  async addHoliday(by: AuditActor, { day, name, isOpen = false }: NewCityHoliday): Promise<void> {
    if (day < this.clock.today()) {
      throw new InvalidInput({ day: '本日以降の日を選んでください。' });
    }
    requireDifference(day, isOpen);
    await this.database.transaction(async () => {
      const added = await this.database.execute(
        `INSERT INTO office_holidays_history (day, name, is_open, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (day) WHERE superseded_at IS NULL DO NOTHING`,
        [day, name, isOpen, this.clock.now(), by.accountId],
      );
      if (added === 0) {
        throw new InvalidInput({
          day: 'この日は登録済みです。名称を変えるときは、削除してから追加してください。',
        });
      }
      await this.record(by, 'office_holiday.added', { day, name, isOpen });
    });
  }

  async removeHoliday(by: AuditActor, day: LocalDate): Promise<void> {
    if (day < this.clock.today()) {
      throw new InvalidInput({ day: '過ぎた閉庁日は削除できません。期限の計算に使われています。' });
    }
    await this.database.transaction(async () => {
      const now = this.clock.now();
      const removed = await this.database.first(SUPERSEDE, { day, now, by: by.accountId });
      if (!removed) throw new NotFound();
      await this.record(by, 'office_holiday.removed', removed);
    });
  }

  private async record(
    by: AuditActor,
    action: string,
    { day, name, isOpen }: CityHoliday,
  ): Promise<void> {
    await this.audit.record(by, {
      action,
      subjectType: 'office_holiday',
      subjectId: day,
      detail: { day, name, ...(isOpen && { isOpen }) },
    });
    await this.database.afterCommit(() => this.calendars.forget());
  }
}

function requireDifference(day: LocalDate, isOpen: boolean): void {
  const isClosed = PUBLIC_CALENDAR.isOfficeHoliday(day);
  if (isClosed === isOpen) return;
  throw new InvalidInput({
    day: isOpen
      ? 'この日は平日で、すでに開庁日です。ほかの日を選んでください。'
      : 'この日は土日・祝日・年末年始で、すでに閉庁日です。ほかの日を選んでください。',
  });
}
