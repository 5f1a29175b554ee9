import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf } from '@app/access';
import { AuditLog, DomainEvents } from '@app/platform';
import type {
  RoleAnnulled,
  RoleAppointed,
  RoleEnded,
  RoleEndUndone,
  RoleTermMoved,
} from '../appointments.events';

type AppointmentEvent = RoleAppointed | RoleEnded | RoleEndUndone | RoleTermMoved | RoleAnnulled;

/** Tells the other libs of an act and writes it down, both in the transaction of the act: one event, one entry. */
@Injectable()
export class AppointmentJournal {
  constructor(
    private readonly events: DomainEvents,
    private readonly audit: AuditLog,
  ) {}

  async record(
    actor: Actor,
    action: string,
    event: AppointmentEvent,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    await this.events.emit(event);
    await this.audit.record(auditActorOf(actor), {
      action,
      subjectType: 'role_appointment',
      subjectId: event.subject.appointmentId,
      detail: { personId: event.subject.personId, role: event.subject.role, ...detail },
    });
  }
}
