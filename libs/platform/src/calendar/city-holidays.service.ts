import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditLog } from '../audit/audit-log';
import { Clock, type LocalDate } from '../clock/clock';
import { Database } from '../database/database';
import { InvalidInput, NotFound } from '../errors/errors';
import { OfficeCalendars } from './office-calendars';
import { OfficeCalendar } from './office-holidays';

export interface CityHoliday {
  readonly day: LocalDate;
  readonly name: string;
}

const PUBLIC_CALENDAR = new OfficeCalendar();

/**
 * The city's own closing days, beside weekends, national holidays and the year end. A day that is over stays as it
 * is: deadlines were counted with it. Who may do it is checked by the caller (the permission `settings.manage`).
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
    return this.database.query<CityHoliday>('SELECT day, name FROM office_holidays ORDER BY day');
  }

  async addHoliday(by: AuditActor, { day, name }: CityHoliday): Promise<void> {
    if (day < this.clock.today()) {
      throw new InvalidInput({ day: '本日以降の日を選んでください。' });
    }
    if (PUBLIC_CALENDAR.isOfficeHoliday(day)) {
      throw new InvalidInput({
        day: 'この日は土日・祝日・年末年始で、すでに閉庁日です。ほかの日を選んでください。',
      });
    }
    await this.database.transaction(async () => {
      const added = await this.database.execute(
        'INSERT INTO office_holidays (day, name) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [day, name],
      );
      if (added === 0) {
        throw new InvalidInput({
          day: 'この日は登録済みです。名称を変えるときは、削除してから追加してください。',
        });
      }
      await this.record(by, 'office_holiday.added', { day, name });
    });
  }

  async removeHoliday(by: AuditActor, day: LocalDate): Promise<void> {
    if (day < this.clock.today()) {
      throw new InvalidInput({ day: '過ぎた閉庁日は削除できません。期限の計算に使われています。' });
    }
    await this.database.transaction(async () => {
      const [removed] = await this.database.query<CityHoliday>(
        'DELETE FROM office_holidays WHERE day = $1 RETURNING day, name',
        [day],
      );
      if (!removed) throw new NotFound();
      await this.record(by, 'office_holiday.removed', removed);
    });
  }

  private async record(by: AuditActor, action: string, { day, name }: CityHoliday): Promise<void> {
    await this.audit.record(by, {
      action,
      subjectType: 'office_holiday',
      subjectId: day,
      detail: { day, name },
    });
    await this.database.afterCommit(() => this.calendars.forget());
  }
}
