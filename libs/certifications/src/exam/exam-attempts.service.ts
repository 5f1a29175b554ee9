import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  Conflict,
  Database,
  idOf,
  InvalidInput,
  type LocalDate,
  NotFound,
} from '@app/platform';
import { chosenCertification } from '../certification/certifications.queries';
import { ExamAttempt } from './exam-attempt.entity';
import { type AttemptOutcome, bookingProblem, possibleOutcomes } from './exam-attempt.rules';

export interface Booking {
  readonly certificationCode: string;
  readonly examOn: LocalDate;
}

/** Notes when a person will sit an exam and how it went. Only ever one's own; there is one note per exam and day. */
@Injectable()
export class ExamAttemptsService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Returns the attempt's id. A cancelled exam may be booked again for the same day. */
  async book(actor: Actor, booking: Booking): Promise<string> {
    requirePermission(actor, 'self');
    const problem = bookingProblem(booking.examOn, this.clock.today());
    if (problem) throw new InvalidInput({ examOn: problem });
    return this.database.transaction(async () => {
      const certification = await chosenCertification(this.database, booking.certificationCode);
      const booked = await this.database.queryOne<{ id: string }>(
        `INSERT INTO exam_attempts (id, person_id, certification_id, exam_on, state, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'booked', $5, $5)
         ON CONFLICT (person_id, certification_id, exam_on) DO UPDATE SET state = 'booked', updated_at = $5
           WHERE exam_attempts.state = 'cancelled'
         RETURNING id`,
        [randomUUID(), actor.personId, certification.id, booking.examOn, this.clock.now()],
      );
      if (!booked) {
        throw new Conflict(
          'exam_attempt.already_booked',
          `${certification.name}のこの日の受験は、すでに登録されています。資格の画面で確かめてください。`,
        );
      }
      await this.record(actor, 'booked', booked.id, { ...booking });
      return booked.id;
    });
  }

  async reportOutcome(actor: Actor, attemptId: string, outcome: AttemptOutcome): Promise<void> {
    requirePermission(actor, 'self');
    await this.database.transaction(async () => {
      const attempt = await this.lock(actor, attemptId);
      if (!possibleOutcomes(attempt, this.clock.today()).includes(outcome)) {
        throw new Conflict(
          'exam_attempt.not_possible',
          '今の状態では、この結果を登録できません。受験日と登録済みの結果を確かめてください。',
        );
      }
      await this.database
        .repository(ExamAttempt)
        .update({ id: attempt.id }, { state: outcome, updatedAt: this.clock.now() });
      await this.record(actor, outcome, attempt.id, { from: attempt.state });
    });
  }

  private async lock(actor: Actor, attemptId: string): Promise<ExamAttempt> {
    const attempt = await this.database.repository(ExamAttempt).findOne({
      where: { id: idOf(attemptId), personId: actor.personId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!attempt) throw new NotFound();
    return attempt;
  }

  private async record(
    actor: Actor,
    act: string,
    subjectId: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      action: `exam_attempt.${act}`,
      subjectType: 'exam_attempt',
      subjectId,
      detail,
    });
  }
}
