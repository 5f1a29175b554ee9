import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  Conflict,
  Database,
  idOf,
  InvalidInput,
  NotAllowed,
  NotFound,
} from '@app/platform';
import { Enrollment } from '../enrollment/enrollment.entity';

/** Lets one person off one course with a reason, and takes that back. Nobody does it for themselves. */
@Injectable()
export class ExemptionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async exempt(actor: Actor, enrollmentId: string, reason: string): Promise<void> {
    const text = reason.trim();
    if (text === '') throw new InvalidInput({ reason: '免除の理由を入力してください。' });
    await this.change(actor, enrollmentId, (enrollment) => {
      if (enrollment.completedAt) {
        throw new Conflict(
          'enrollment.completed',
          'すでに修了しています。免除の必要はありません。',
        );
      }
      if (enrollment.exemptedAt) {
        throw new Conflict('enrollment.exempted', 'すでに免除されています。');
      }
      enrollment.exemptedAt = this.clock.now();
      enrollment.exemptionReason = text;
      return { action: 'enrollment.exempted', detail: { reason: text } };
    });
  }

  async undoExemption(actor: Actor, enrollmentId: string): Promise<void> {
    await this.change(actor, enrollmentId, (enrollment) => {
      if (!enrollment.exemptedAt) {
        throw new Conflict(
          'enrollment.not_exempted',
          '免除されていません。画面を開き直してご確認ください。',
        );
      }
      const detail = { reason: enrollment.exemptionReason };
      enrollment.exemptedAt = null;
      enrollment.exemptionReason = null;
      return { action: 'enrollment.exemption_undone', detail };
    });
  }

  private async change(
    actor: Actor,
    enrollmentId: string,
    change: (enrollment: Enrollment) => { action: string; detail: Record<string, unknown> },
  ): Promise<void> {
    requirePermission(actor, 'assignments.manage');
    await this.database.transaction(async () => {
      const enrollment = await this.database
        .repository(Enrollment)
        .findOne({ where: { id: idOf(enrollmentId) }, lock: { mode: 'pessimistic_write' } });
      if (!enrollment) throw new NotFound();
      if (enrollment.personId === actor.personId) {
        throw new NotAllowed(
          'enrollment.own_exemption',
          'ご自分の受講は免除できません。ほかの担当者に依頼してください。',
        );
      }
      const entry = change(enrollment);
      await this.database.repository(Enrollment).save(enrollment);
      await this.audit.record(auditActorOf(actor), {
        ...entry,
        subjectType: 'enrollment',
        subjectId: enrollmentId,
      });
    });
  }
}
