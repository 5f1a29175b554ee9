import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  idOf,
  InvalidInput,
  type LocalDate,
  NotFound,
  type PersonId,
  type RowOf,
  statement,
  toLocalDate,
} from '@app/platform';
import { chosenCertification } from '../certification/certifications.queries';
import {
  ATTEMPT_STATES,
  type AttemptOutcome,
  type AttemptState,
  bookingProblem,
  changeProblem,
  dayMayChange,
  possibleOutcomes,
} from './exam-attempt.rules';

export interface Booking {
  readonly certificationCode: string;
  /** As it was typed. */
  readonly examOn: string;
}

const ATTEMPT = {
  rowId: col.id<'exam_attempt_row'>(),
  id: col.id<'exam_attempt'>(),
  personId: col.id<'person'>(),
  certificationId: col.id<'certification'>(),
  examOn: col.date,
  state: col.oneOf(ATTEMPT_STATES),
  createdAt: col.instant,
};
type Attempt = RowOf<typeof ATTEMPT>;

const COLUMNS = `row_id AS "rowId", id, person_id AS "personId", certification_id AS "certificationId", exam_on AS "examOn", state,
  created_at AS "createdAt"`;

/** One's acts on one's own exams wait for each other; they are few. */
const LOCK_PERSON = statement({
  name: 'certifications.lock-person',
  sql: 'SELECT id FROM person_identities WHERE id = :personId FOR NO KEY UPDATE',
  parameters: { personId: 'uuid' },
  row: { id: col.id<'person'>() },
});

const BY_ID = statement({
  name: 'certifications.booked-attempt',
  sql: `SELECT ${COLUMNS} FROM exam_attempts WHERE id = :attemptId AND person_id = :personId`,
  parameters: { attemptId: 'uuid', personId: 'uuid' },
  row: ATTEMPT,
});

const BY_DAY = statement({
  name: 'certifications.attempt-of-day',
  sql: `SELECT ${COLUMNS} FROM exam_attempts
    WHERE person_id = :personId AND certification_id = :certificationId AND exam_on = :examOn`,
  parameters: { personId: 'uuid', certificationId: 'uuid', examOn: 'date' },
  row: ATTEMPT,
});

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
    const examOn = toLocalDate(booking.examOn);
    return this.database.transaction(async () => {
      const { personId } = actor;
      const certification = await chosenCertification(this.database, booking.certificationCode);
      await this.database.all(LOCK_PERSON, { personId });
      const there = await this.database.first(BY_DAY, {
        personId,
        certificationId: certification.id,
        examOn,
      });
      if (there && there.state !== 'cancelled') {
        throw new Conflict(
          'exam_attempt.already_booked',
          `${certification.name}のこの日の受験は、すでに登録されています。資格の画面で確かめてください。`,
        );
      }
      const fresh = { id: randomUUID(), personId, certificationId: certification.id };
      const attempt = there ?? { ...fresh, examOn, createdAt: this.clock.now() };
      if (there) await this.supersede(actor, there);
      await this.add(actor, attempt, 'booked');
      await this.record(actor, 'booked', attempt.id, { ...booking });
      return attempt.id;
    });
  }

  /** What was known before stays in the books. Only ahead of the result: afterwards the day is a fact. */
  async changeDay(actor: Actor, attemptId: string, typedDay: string): Promise<void> {
    requirePermission(actor, 'self');
    await this.database.transaction(async () => {
      const attempt = await this.lock(actor.personId, attemptId);
      if (!dayMayChange(attempt)) {
        throw new Conflict(
          'exam_attempt.day_is_settled',
          '結果を登録した受験や、取りやめた受験の受験日は変えられません。別の日に受けるときは、受験予定を登録してください。',
        );
      }
      const problem = changeProblem(attempt, typedDay, this.clock.today());
      if (problem) throw new InvalidInput({ examOn: problem });
      const examOn = toLocalDate(typedDay);
      await this.requireFreeDay(attempt, examOn);
      await this.supersede(actor, attempt);
      await this.add(actor, { ...attempt, examOn }, attempt.state);
      await this.record(actor, 'day_changed', attempt.id, { from: attempt.examOn, to: examOn });
    });
  }

  async reportOutcome(actor: Actor, attemptId: string, outcome: AttemptOutcome): Promise<void> {
    requirePermission(actor, 'self');
    await this.database.transaction(async () => {
      const attempt = await this.lock(actor.personId, attemptId);
      if (!possibleOutcomes(attempt, this.clock.today()).includes(outcome)) {
        throw new Conflict(
          'exam_attempt.not_possible',
          '今の状態では、この結果を登録できません。受験日と登録済みの結果を確かめてください。',
        );
      }
      await this.supersede(actor, attempt);
      await this.add(actor, attempt, outcome);
      await this.record(actor, outcome, attempt.id, { from: attempt.state });
    });
  }

  /** There is one note per exam and day; also a cancelled one is a note. */
  private async requireFreeDay({ personId, certificationId }: Attempt, examOn: LocalDate) {
    const there = await this.database.first(BY_DAY, { personId, certificationId, examOn });
    if (!there) return;
    throw new InvalidInput({
      examOn:
        there.state === 'cancelled'
          ? 'この日の受験は、取りやめたものとして登録されています。この受験を取りやめてから、その日の受験予定を登録し直してください。'
          : 'この日の受験は、すでに登録されています。別の日を入力してください。',
    });
  }

  private async lock(personId: PersonId, attemptId: string): Promise<Attempt> {
    const id = idOf(attemptId);
    await this.database.all(LOCK_PERSON, { personId });
    const attempt = await this.database.first(BY_ID, { attemptId: id, personId });
    if (!attempt) throw new NotFound();
    return attempt;
  }

  private async supersede(actor: Actor, { rowId }: Attempt): Promise<void> {
    await this.database.execute(
      'UPDATE exam_attempts_history SET superseded_at = $2, superseded_by = $3 WHERE row_id = $1',
      [rowId, this.clock.now(), actor.accountId],
    );
  }

  /** What was known of an exam before stays in the books: a change of its state is a row of its own. */
  private async add(
    actor: Actor,
    { id, personId, certificationId, examOn, createdAt }: Omit<Attempt, 'rowId' | 'state'>,
    state: AttemptState,
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO exam_attempts_history (id, person_id, certification_id, exam_on, state, created_at, recorded_at, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, personId, certificationId, examOn, state, createdAt, this.clock.now(), actor.accountId],
    );
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
