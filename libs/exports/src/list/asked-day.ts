import { visibleDay } from '@app/access';
import { isCountedDay, isEnteredDay, type LocalDate } from '@app/platform';
import type { ListAsked } from './list-source';

/** The day that an address asks for, as far as whoever reads may look ahead; else the day on which it was asked. */
export function askedDayOf({ actor, query, today }: ListAsked): LocalDate {
  return visibleDay(actor, query['asOf'], today);
}

/** The same where figures are told: outside of the century that is counted the page shows today, and says so. */
export function askedCountedDayOf(asked: ListAsked): LocalDate {
  const day = asked.query['asOf'];
  return isEnteredDay(day) && !isCountedDay(day) ? asked.today : askedDayOf(asked);
}
