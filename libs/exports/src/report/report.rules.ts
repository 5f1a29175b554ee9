import { addDays, addMonths, type LocalDate, maxDate, type OfficeCalendar } from '@app/platform';

/** Stands in the place of a list's key in an order. */
export const REPORT_KEY = 'report';
/** The same as that of the figures it tells. */
export const REPORT_PERMISSION = 'coverage.read';

export const REPORT_PERIODS = ['monthly', 'quarterly'] as const;
export type ReportPeriod = (typeof REPORT_PERIODS)[number];

/** Who may be sent a report: whoever may read the figures. */
export const REPORT_ROLES = ['program_office', 'hr', 'auditor'] as const;

interface Scheduled {
  readonly period: ReportPeriod;
  readonly validFrom: LocalDate;
  /** The last day on which one is made; null: for good. */
  readonly validTo: LocalDate | null;
}

/** A report: of which last day of a month, and the first office day after it, on which it is made. */
export interface DueReport {
  readonly asOf: LocalDate;
  readonly dueOn: LocalDate;
}

/** Those that were due up to a day, the oldest first: also those that nobody made while the worker stood still. */
export function reportsDue(
  scheduled: Scheduled,
  calendar: Pick<OfficeCalendar, 'nextOfficeDay'>,
  today: LocalDate,
): readonly DueReport[] {
  const due: DueReport[] = [];
  // An office day may lie some days behind the end of its month.
  let first = firstOfMonth(addMonths(scheduled.validFrom, -1));
  for (; first <= today; first = addMonths(first, 1)) {
    const report = reportOn(first, calendar);
    if (report.dueOn <= today && isWithin(scheduled, report)) due.push(report);
  }
  return due;
}

/** The first one that is not due yet; null where none will be made any more. */
export function nextReport(
  scheduled: Scheduled,
  calendar: Pick<OfficeCalendar, 'nextOfficeDay'>,
  today: LocalDate,
): DueReport | null {
  let first = firstOfMonth(maxDate(today, scheduled.validFrom));
  for (let month = 0; month <= MONTHS_OF_YEAR; month += 1, first = addMonths(first, 1)) {
    const report = reportOn(first, calendar);
    if (report.dueOn > today && isWithin(scheduled, report)) return report;
  }
  return null;
}

const MONTHS_OF_YEAR = 12;
/** The months behind the ends of the quarters of a fiscal year. */
const AFTER_QUARTERS = [1, 4, 7, 10];

function isWithin({ period, validFrom, validTo }: Scheduled, { asOf, dueOn }: DueReport): boolean {
  const month = Number(addDays(asOf, 1).slice(5, 7));
  const isOfPeriod = period === 'monthly' || AFTER_QUARTERS.includes(month);
  return isOfPeriod && dueOn >= validFrom && (validTo === null || dueOn <= validTo);
}

function reportOn(first: LocalDate, calendar: Pick<OfficeCalendar, 'nextOfficeDay'>): DueReport {
  return { asOf: addDays(first, -1), dueOn: calendar.nextOfficeDay(first) };
}

function firstOfMonth(day: LocalDate): LocalDate {
  return `${day.slice(0, 8)}01` as LocalDate;
}
