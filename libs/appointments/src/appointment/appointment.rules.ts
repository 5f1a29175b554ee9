import {
  addDays,
  addMonths,
  datePartsOf,
  endOfNthFiscalYear,
  lastDayOfMonth,
  type LocalDate,
  minDate,
} from '@app/platform';

/** The roles that the promises count. They are neither posts nor system roles: the three axes are kept apart. */
export const COUNTED_ROLES = ['supporter', 'leader'] as const;
/** The key of one of these, or of a role that the city added. */
export type DxRole = string;

/** Why a term ends before its last day. That it simply ran out ('expired') needs no act. */
export const EARLY_END_REASONS = [
  'resigned',
  'dismissed',
  'transferred_out',
  'left_service',
] as const;
export type EarlyEndReason = (typeof EARLY_END_REASONS)[number];
export const END_REASONS = [...EARLY_END_REASONS, 'expired'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** left_service: the term runs, but the person is not employed any more, so nobody holds the role. */
export const APPOINTMENT_STATES = [
  'in_force',
  'upcoming',
  'left_service',
  'ended',
  'expired',
  'annulled',
] as const;
export type AppointmentState = (typeof APPOINTMENT_STATES)[number];

export interface Term {
  readonly termStart: LocalDate;
  readonly termEnd: LocalDate;
  /** The last day in office when the term was ended early. */
  readonly endedOn: LocalDate | null;
}

const FISCAL_YEARS_OF_A_TERM = 3;
/** Up to the end of so many fiscal years somebody may be appointed to a role, that of the start included. */
const LONGEST_IN_FISCAL_YEARS = 5;
/** Whatever a role allows, a longer term is a slip of the keyboard. */
const LONGEST_IN_MONTHS = 120;

/** Unless the city says otherwise a term runs to the end of the third fiscal year, that of the start included. */
export function defaultTermEnd(termStart: LocalDate): LocalDate {
  return endOfNthFiscalYear(termStart, FISCAL_YEARS_OF_A_TERM);
}

/** How long a term is unless somebody says otherwise, where the role's version says so in months. */
export function usualTermEnd(termStart: LocalDate, termMonths: number | null): LocalDate {
  return termMonths === null
    ? defaultTermEnd(termStart)
    : addDays(addMonths(termStart, termMonths), -1);
}

/** No term that starts on that day may end later. */
export function latestTermEnd(termStart: LocalDate): LocalDate {
  return minDate(
    endOfNthFiscalYear(termStart, LONGEST_IN_FISCAL_YEARS),
    addDays(addMonths(termStart, LONGEST_IN_MONTHS), -1),
  );
}

/** How many ends of months before today a term covers: the figures of the past that an appointment recorded late changes. */
export function pastMonthEnds({ termStart, termEnd }: Term, today: LocalDate): number {
  let count = 0;
  for (let day = monthEnd(termStart); day < today && day <= termEnd; count += 1) {
    day = monthEnd(addDays(day, 1));
  }
  return count;
}

function monthEnd(day: LocalDate): LocalDate {
  const { year, month } = datePartsOf(day);
  return lastDayOfMonth(year, month);
}

/** Both days of the term count, and so does the last day of one that was ended early. */
export function isInForce({ termStart, termEnd, endedOn }: Term, on: LocalDate): boolean {
  return termStart <= on && on <= termEnd && (endedOn === null || on <= endedOn);
}

/** What an appointment is on a day, by its term alone. An early end that lies ahead leaves it in force until then. */
export function appointmentState(term: Term, on: LocalDate): AppointmentState {
  if (isInForce(term, on)) return 'in_force';
  if (term.endedOn !== null && term.endedOn < on) return 'ended';
  return on < term.termStart ? 'upcoming' : 'expired';
}

/** Whether two terms share a day; an appointment that was ended before it began shares none. */
export function termsOverlap(one: Term, other: Term): boolean {
  return (
    isBefore(one.termStart, other) &&
    isBefore(other.termStart, one) &&
    hasDays(one) &&
    hasDays(other)
  );
}

function isBefore(day: LocalDate, { termEnd, endedOn }: Term): boolean {
  return day <= (endedOn ?? termEnd);
}

function hasDays({ termStart, endedOn }: Term): boolean {
  return endedOn === null || termStart <= endedOn;
}
