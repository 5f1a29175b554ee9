import type { AppointmentId, LocalDate, PersonId } from '@app/platform';
import type { DxRole } from './appointment/appointment.rules';

/** What every event of an appointment tells. */
export interface AppointmentSubject {
  readonly appointmentId: AppointmentId;
  readonly personId: PersonId;
  readonly role: DxRole;
}

/** Somebody was appointed; the term may lie in the future. Emitted in the transaction of the appointment. */
export class RoleAppointed {
  constructor(
    readonly subject: AppointmentSubject,
    readonly termStart: LocalDate,
    readonly termEnd: LocalDate,
  ) {}
}

/** A term was ended early: `endedOn` is the last day in office. */
export class RoleEnded {
  constructor(
    readonly subject: AppointmentSubject,
    readonly endedOn: LocalDate,
  ) {}
}

/** An early end was taken back: from `from` on the appointment runs to the end of its term again. */
export class RoleEndUndone {
  constructor(
    readonly subject: AppointmentSubject,
    readonly from: LocalDate,
  ) {}
}

/** 任期延長, or one taken back: the term ends on `termEnd` now. */
export class RoleTermMoved {
  constructor(
    readonly subject: AppointmentSubject,
    readonly termEnd: LocalDate,
  ) {}
}

/** The appointment was a mistake: it counts on no day. */
export class RoleAnnulled {
  constructor(
    readonly subject: AppointmentSubject,
    readonly reason: string,
  ) {}
}
