import type { LocalDate, OfficeCalendar } from '@app/platform';

/** The office days from `from` to `to`, both included: the only days on which anything is planned or sent. */
export function officeDaysWithin(
  calendar: OfficeCalendar,
  from: LocalDate,
  to: LocalDate,
): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = calendar.nextOfficeDay(from); day <= to; day = calendar.addOfficeDays(day, 1)) {
    days.push(day);
  }
  return days;
}
