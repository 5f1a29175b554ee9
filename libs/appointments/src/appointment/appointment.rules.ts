import { endOfNthFiscalYear, type LocalDate } from '@app/platform';

/** DX roles of the city's plan. They are neither posts nor system roles: the three axes are kept apart. */
export const DX_ROLES = ['supporter', 'leader'] as const;
export type DxRole = (typeof DX_ROLES)[number];

/** Why a term ends before its last day. That it simply ran out ('expired') needs no act. */
export const EARLY_END_REASONS = [
  'resigned',
  'dismissed',
  'transferred_out',
  'left_service',
] as const;
export type EarlyEndReason = (typeof EARLY_END_REASONS)[number];
export type EndReason = EarlyEndReason | 'expired';

export const APPOINTMENT_STATES = ['in_force', 'upcoming', 'ended', 'expired'] as const;
export type AppointmentState = (typeof APPOINTMENT_STATES)[number];

export interface Term {
  readonly termStart: LocalDate;
  readonly termEnd: LocalDate;
  readonly endedOn: LocalDate | null;
}

const FISCAL_YEARS_OF_A_TERM = 3;

/** Unless the city says otherwise a term runs to the end of the third fiscal year, that of the start included. */
export function defaultTermEnd(termStart: LocalDate): LocalDate {
  return endOfNthFiscalYear(termStart, FISCAL_YEARS_OF_A_TERM);
}

/** Both days of the term count; the day of an early end does not count any more. */
export function isInForce({ termStart, termEnd, endedOn }: Term, on: LocalDate): boolean {
  return termStart <= on && on <= termEnd && (endedOn === null || on < endedOn);
}

/** What an appointment is on a day. An early end that lies ahead leaves it in force until then. */
export function appointmentState(term: Term, on: LocalDate): AppointmentState {
  if (isInForce(term, on)) return 'in_force';
  if (term.endedOn !== null && term.endedOn <= on) return 'ended';
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
  return endedOn === null ? day <= termEnd : day < endedOn;
}

function hasDays({ termStart, endedOn }: Term): boolean {
  return endedOn === null || termStart < endedOn;
}
