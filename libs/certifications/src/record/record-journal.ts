import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf } from '@app/access';
import { AuditLog, DomainEvents } from '@app/platform';
import type { CertificateSubject } from '../certifications.events';

export type RecordAct =
  | 'reported'
  | 'verified'
  | 'returned'
  | 'withdrawn'
  | 'revoked'
  | 'annulled'
  | 'correction_proposed'
  | 'correction_withdrawn'
  | 'correction_declined'
  | 'corrected';

/** Leaves the one audit entry of a change to a record and tells whoever listens, in the change's transaction. */
@Injectable()
export class RecordJournal {
  constructor(
    private readonly audit: AuditLog,
    private readonly events: DomainEvents,
  ) {}

  async record(
    actor: Actor,
    act: RecordAct,
    subject: CertificateSubject,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    const { recordId, ...facts } = subject;
    await this.audit.record(auditActorOf(actor), {
      action: `certification_record.${act}`,
      subjectType: 'certification_record',
      subjectId: recordId,
      detail: { ...facts, ...detail },
    });
  }

  async tell(event: object): Promise<void> {
    await this.events.emit(event);
  }
}
