import { holidays } from '@holiday-jp/holiday_jp';
import {
  fromDayNumber,
  type LocalDate,
  toDayNumber,
  toLocalDate,
  weekdayOfDayNumber,
} from './local-date';

const MS_PER_DAY = 24 * 60 * 60 * 1000;

/**
 * National holidays to 2050, substitute and citizens' holidays included. Only the keys of the
 * library's table are used: its functions take Date objects in the zone of the host.
 */
const NATIONAL_HOLIDAYS: ReadonlySet<number> = new Set(
  Object.keys(holidays).map((day) => toDayNumber(toLocalDate(day))),
);

/**
 * The days on which the city hall is open: not on Saturdays, Sundays, national holidays, from
 * 29 December to 3 January, nor on the city's own days. Counting in "office days" never counts
 * a closed day. Build one and keep it; it does not change.
 */
export class OfficeCalendar {
  private readonly closedDays: ReadonlySet<number>;
  private readonly openDays: ReadonlySet<number>;

  /** `cityHolidays`: days that are closed in this city only; `openDays`: days on which it is open whatever else says. */
  constructor(cityHolidays: Iterable<LocalDate> = [], openDays: Iterable<LocalDate> = []) {
    this.openDays = new Set(Array.from(openDays, toDayNumber));
    this.closedDays = new Set([...NATIONAL_HOLIDAYS, ...Array.from(cityHolidays, toDayNumber)]);
  }

  isOfficeHoliday(date: LocalDate): boolean {
    return this.isClosed(toDayNumber(date));
  }

  /** The day itself when the office is open, else the first open day after it. */
  nextOfficeDay(date: LocalDate): LocalDate {
    let day = toDayNumber(date);
    while (this.isClosed(day)) day += 1;
    return fromDayNumber(day);
  }

  /** The nth office day after `date`, or before it when n is negative; `date` itself for 0. */
  addOfficeDays(date: LocalDate, n: number): LocalDate {
    if (!Number.isInteger(n)) throw new RangeError('office days are whole days');
    const step = Math.sign(n);
    let day = toDayNumber(date);
    for (let left = Math.abs(n); left > 0;) {
      day += step;
      if (!this.isClosed(day)) left -= 1;
    }
    return fromDayNumber(day);
  }

  /**
   * How many office days `to` lies after `from`: the open days behind `from` up to and with `to`.
   * Negative when `to` is earlier. officeDaysBetween(d, addOfficeDays(d, n)) is always n.
   */
  officeDaysBetween(from: LocalDate, to: LocalDate): number {
    const start = toDayNumber(from);
    const end = toDayNumber(to);
    const step = end < start ? -1 : 1;
    let count = 0;
    for (let day = start; day !== end;) {
      day += step;
      if (!this.isClosed(day)) count += step;
    }
    return count;
  }

  /** A deadline that falls on a closed day holds until the next office day. */
  effectiveDueDate(due: LocalDate): LocalDate {
    return this.nextOfficeDay(due);
  }

  private isClosed(day: number): boolean {
    if (this.openDays.has(day)) return false;
    const weekday = weekdayOfDayNumber(day);
    return weekday === 0 || weekday === 6 || this.closedDays.has(day) || isYearEnd(day);
  }
}

function isYearEnd(day: number): boolean {
  const date = new Date(day * MS_PER_DAY);
  const dayOfMonth = date.getUTCDate();
  const month = date.getUTCMonth() + 1;
  return (month === 12 && dayOfMonth >= 29) || (month === 1 && dayOfMonth <= 3);
}
