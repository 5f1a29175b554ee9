/**
 * A day without time, 'YYYY-MM-DD'; sorts and compares as text. The type refuses plain text, so that nothing unchecked
 * (a field of a form, an instant, a word) is taken for a day. It cannot know the calendar: whether the day exists is
 * asked with `isLocalDate` where text comes in from outside, and from there on the type carries the answer.
 */
export type LocalDate = `${number}-${number}-${number}`;

const MS_PER_DAY = 24 * 60 * 60 * 1000;

export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** True for 'YYYY-MM-DD' of a day that exists; narrows unknown input. */
export function isLocalDate(value: unknown): value is LocalDate {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const ms = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value);
}

/**
 * The text as a date where it can be nothing else. Throws a RangeError for a text that is no date: bad dates must be
 * stopped at the edge (by `isLocalDate`, with words for the sender), so this is a bug of ours.
 */
export function toLocalDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`not a date: ${text}`);
  return text;
}

/** Days since 1970-01-01, the form in which days are counted. Throws as `toLocalDate` does for a day that is none. */
export function toDayNumber(date: LocalDate): number {
  return Date.parse(`${toLocalDate(date)}T00:00:00Z`) / MS_PER_DAY;
}

/** The inverse of toDayNumber. */
export function fromDayNumber(dayNumber: number): LocalDate {
  const text = new Date(dayNumber * MS_PER_DAY).toISOString();
  // Years outside 0000–9999 are written with a sign and six digits.
  if (text.length !== 24) throw new RangeError(`out of range: day ${String(dayNumber)}`);
  return toLocalDate(text.slice(0, 10));
}

export function datePartsOf(date: LocalDate): DateParts {
  const day = new Date(toDayNumber(date) * MS_PER_DAY);
  return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
}

/** The date of these parts, or null when no such day exists. */
export function dateOfParts({ year, month, day }: DateParts): LocalDate | null {
  const pad = (value: number, length: number): string => String(value).padStart(length, '0');
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return isLocalDate(text) ? text : null;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/**
 * The same day `months` later (or earlier), or the last day of that month when it is too short.
 * For the end of a legal period use lastDayOfPeriod instead.
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = datePartsOf(date);
  const index = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  const sameDay = dateOfParts({ ...target, day });
  return sameDay ?? lastDayOfMonth(target.year, target.month);
}

export function lastDayOfMonth(year: number, month: number): LocalDate {
  for (const day of [31, 30, 29, 28]) {
    const date = dateOfParts({ year, month, day });
    if (date !== null) return date;
  }
  throw new RangeError(`not a month: ${String(year)}-${String(month)}`);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function diffDays(from: LocalDate, to: LocalDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** For sort(): negative, 0 or positive. */
export function compareDates(a: LocalDate, b: LocalDate): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** 0 = Sunday … 6 = Saturday. */
export function dayOfWeek(date: LocalDate): number {
  return weekdayOfDayNumber(toDayNumber(date));
}

/** 1970-01-01 was a Thursday. */
export function weekdayOfDayNumber(dayNumber: number): number {
  return (((dayNumber + 4) % 7) + 7) % 7;
}

export function minDate(first: LocalDate, ...others: LocalDate[]): LocalDate {
  return others.reduce((min, date) => (date < min ? date : min), first);
}

export function maxDate(first: LocalDate, ...others: LocalDate[]): LocalDate {
  return others.reduce((max, date) => (date > max ? date : max), first);
}
