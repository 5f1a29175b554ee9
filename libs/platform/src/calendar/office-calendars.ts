import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { Database } from '../database/database';
import * as col from '../statements/columns';
import { statement } from '../statements/statement';
import { OfficeCalendar } from './office-holidays';

const DAYS = statement({
  name: 'platform.city-calendar',
  sql: 'SELECT day, is_open AS "isOpen" FROM office_holidays',
  parameters: {},
  row: { day: col.date, isOpen: col.bool },
});

const REFRESH_MILLISECONDS = 60_000;

/** The office calendar with the city's own closing days; re-read from the table once a minute. */
@Injectable()
export class OfficeCalendars {
  private cached: { readonly calendar: OfficeCalendar; readonly readAt: number } | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async current(): Promise<OfficeCalendar> {
    const now = this.clock.now().getTime();
    if (this.cached && now - this.cached.readAt < REFRESH_MILLISECONDS) return this.cached.calendar;
    const rows = await this.database.all(DAYS, {});
    const daysOf = (isOpen: boolean) =>
      rows.filter((row) => row.isOpen === isOpen).map((row) => row.day);
    const calendar = new OfficeCalendar(daysOf(false), daysOf(true));
    this.cached = { calendar, readAt: now };
    return calendar;
  }

  /** The table was changed by this process; others see it within a minute. */
  forget(): void {
    this.cached = null;
  }
}
