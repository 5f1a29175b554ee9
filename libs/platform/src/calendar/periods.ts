import { addDays, dateOfParts, datePartsOf, lastDayOfMonth, type LocalDate } from './local-date';

export interface PeriodLength {
  readonly years?: number;
  readonly months?: number;
}

/**
 * Last day of a period that begins at 0:00 of `start` and is given in years or months (Civil
 * Code art. 140 and 143): the day before the corresponding day of the last month, or the last
 * day of that month when it has no corresponding day. The day itself still belongs to the period.
 */
export function lastDayOfPeriod(start: LocalDate, length: PeriodLength): LocalDate {
  const months = (length.years ?? 0) * 12 + (length.months ?? 0);
  if (!Number.isInteger(months) || months < 1) {
    throw new RangeError('a period has at least one whole month');
  }
  const { year, month, day } = datePartsOf(start);
  const index = year * 12 + (month - 1) + months;
  const end = { year: Math.floor(index / 12), month: (index % 12) + 1 };
  const correspondingDay = dateOfParts({ ...end, day });
  return correspondingDay === null
    ? lastDayOfMonth(end.year, end.month)
    : addDays(correspondingDay, -1);
}

/** The last day of the month before that of the day: of 16 November 31 October, of 31 October 30 September. */
export function endOfMonthBefore(day: LocalDate): LocalDate {
  return addDays(day, -datePartsOf(day).day);
}
