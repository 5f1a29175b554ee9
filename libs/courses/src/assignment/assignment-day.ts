import { addDays, type Clock, instantAt, type OfficeCalendars } from '@app/platform';
import { lastDueDateOver } from '../enrollment/enrollment.rules';
import { notWithdrawn, ON_DAY } from '../obligation/obligation.sql';

/** What every statement about assignments takes: today, and the due dates that are over. */
export const DAYS = { asOf: 'date', asOfEnd: 'timestamptz', lastOver: 'date' } as const;

/** One of them with every other in force that asks for the same course, for one obligation has one due date. */
export const OF_SAME_COURSE = `a.id = :assignmentId OR (${notWithdrawn(ON_DAY)}
  AND a.course_id = (SELECT own.course_id FROM course_assignments own WHERE own.id = :assignmentId))`;

export async function daysOf(clock: Clock, calendars: OfficeCalendars) {
  const asOf = clock.today();
  const lastOver = lastDueDateOver(await calendars.current(), asOf);
  return { asOf, asOfEnd: instantAt(addDays(asOf, 1)), lastOver };
}
