import type { LocalDate } from '@app/platform';
import type { DxRole } from './appointment/appointment.rules';

/** What every event of an appointment tells. */
export interface AppointmentSubject {
  readonly appointmentId: string;
  readonly personId: string;
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

/** A term was ended early: from `endedOn` on the appointment is not in force. */
export class RoleEnded {
  constructor(
    readonly subject: AppointmentSubject,
    readonly endedOn: LocalDate,
  ) {}
}

/** An early end was taken back: the appointment runs to the end of its term again. */
export class RoleEndUndone {
  constructor(readonly subject: AppointmentSubject) {}
}
