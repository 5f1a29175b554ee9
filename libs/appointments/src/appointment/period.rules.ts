import { addDays, formatRange } from '@app/platform';
import type { AppointmentSubject } from '../appointments.events';
import type { Period } from './appointment-books';
import { roleTitle } from '../vocabulary';
import type { Term } from './appointment.rules';

/** The last time in office of an appointment, which its acts are about. */
export function lastOf(periods: readonly [...Period[], Period]): Period {
  return periods.at(-1) ?? periods[0];
}

/** Of whoever is to be appointed to what they are already. */
export function heldText({
  role,
  termStart,
  termEnd,
  documentNumber,
}: Pick<Period, 'role' | 'termStart' | 'termEnd' | 'documentNumber'>): string {
  return `すでに${roleTitle(role)}に任命されています(任期 ${formatRange(termStart, termEnd)}、文書番号 ${documentNumber})。`;
}

export function isEndedEarly({ validTo, termEnd }: Pick<Period, 'validTo' | 'termEnd'>): boolean {
  return validTo <= termEnd;
}

export function subjectOf({
  id,
  personId,
  role,
}: Pick<Period, 'id' | 'personId' | 'role'>): AppointmentSubject {
  return { appointmentId: id, personId, role };
}

/** A time in office as a term of its own. */
export function termOf(period: Pick<Period, 'validFrom' | 'validTo' | 'termEnd'>): Term {
  const endedOn = isEndedEarly(period) ? addDays(period.validTo, -1) : null;
  return { termStart: period.validFrom, termEnd: period.termEnd, endedOn };
}
