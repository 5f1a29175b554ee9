import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  Conflict,
  Database,
  formatDateShort,
  idOf,
  InvalidInput,
  type LocalDate,
  NotFound,
  type PersonId,
  type RowOf,
  toLocalDate,
  words,
} from '@app/platform';
import {
  type CertificationRow,
  chosenCertification,
} from '../certification/certifications.queries';
import { LOCK_PERSON } from '../lock-person';
import { outsideExams, requireWithinExams } from '../record/certificate-days.rules';
import {
  type AttemptOutcome,
  bookingProblem,
  type ExamPayment,
  type ExamPlan,
  isSamePlan,
  placeOf,
  planMayChange,
  possibleOutcomes,
  retakeProblem,
} from './exam-attempt.rules';
import {
  AHEAD,
  ATTEMPT,
  BY_DAY,
  BY_ID,
  CODE,
  FOUND,
  LAST_TRY,
  OPEN_ONE,
} from './exam-attempts.sql';

/** A plan as it was typed. */
export interface TypedPlan {
  readonly examOn: string;
  /** Empty: not said. */
  readonly place?: string;
  readonly payment?: ExamPayment | null;
}

export interface Booking extends TypedPlan {
  readonly certificationCode: string;
}

type Attempt = RowOf<typeof ATTEMPT>;
type Exam = Pick<Attempt, 'personId' | 'certificationId'>;

const ALREADY_VERIFIED = `この試験の資格は確認済みです。受験の結果や予定を登録することはありません。結果が違うときは、${words.hr}に確認の取消しを依頼してください。`;

const REPORT_WAITS =
  'この試験の合格は報告されていて、確認を待っています。不合格に直すときは、先に資格の画面でその報告を取り下げてください。';

/** Notes when a person will sit an exam and how it went. Only ever one's own; there is one note per exam and day. */
@Injectable()
export class ExamAttemptsService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Returns the attempt's id. A cancelled exam may be booked again for the same day; of one exam one booking is open. */
  async book(actor: Actor, booking: Booking): Promise<string> {
    requirePermission(actor, 'self');
    const plan = this.planOf(booking);
    const { examOn } = plan;
    return this.database.transaction(async () => {
      const { personId } = actor;
      const { certificationCode: chosen } = booking;
      const certification = await chosenCertification(this.database, chosen, this.clock.today());
      requireWithinExams(certification, examOn, 'examOn');
      await this.database.all(LOCK_PERSON, { personId });
      const exam = { personId, certificationId: certification.id };
      const there = await this.database.first(BY_DAY, { ...exam, examOn });
      if (there && there.state !== 'cancelled') throw alreadyBooked(certification.name);
      await this.requireNoOther(exam);
      await this.requireTime(exam, examOn);
      const fresh = { id: randomUUID(), ...exam, createdAt: this.clock.now() };
      const attempt = { ...(there ?? fresh), ...plan };
      await this.write(actor, there, { ...attempt, state: 'booked' });
      const { code: certificationCode } = certification;
      await this.record(actor, 'booked', attempt.id, { certificationCode, examOn });
      return attempt.id;
    });
  }

  /** What was known before stays in the books. Only ahead of the result: afterwards the day is a fact. */
  async changePlan(actor: Actor, attemptId: string, typed: TypedPlan): Promise<void> {
    requirePermission(actor, 'self');
    await this.database.transaction(async () => {
      const attempt = await this.lock(actor.personId, attemptId);
      if (!planMayChange(attempt)) {
        throw new Conflict(
          'exam_attempt.day_is_settled',
          attempt.isVerified
            ? ALREADY_VERIFIED
            : '結果を登録した受験や、取りやめた受験の予定は変えられません。別の日に受けるときは、受験予定を登録してください。',
        );
      }
      const plan = this.changedPlan(attempt, typed);
      await this.requireNoOther(attempt, attempt.id);
      const isOtherDay = plan.examOn !== attempt.examOn;
      if (isOtherDay) {
        await this.requireOpen(attempt, plan.examOn);
        await this.requireFreeDay(attempt, plan.examOn);
      }
      await this.write(actor, attempt, { ...attempt, ...plan });
      await (isOtherDay
        ? this.record(actor, 'day_changed', attempt.id, { from: attempt.examOn, to: plan.examOn })
        : this.record(actor, 'plan_changed', attempt.id, {}));
    });
  }

  /** A pass asks to call off, in the same act, another booking of the exam that is ahead. */
  async reportOutcome(
    actor: Actor,
    attemptId: string,
    outcome: AttemptOutcome,
    { callsOff = false }: { readonly callsOff?: boolean } = {},
  ): Promise<void> {
    requirePermission(actor, 'self');
    await this.database.transaction(async () => {
      const attempt = await this.lock(actor.personId, attemptId);
      if (!possibleOutcomes(attempt, this.clock.today()).includes(outcome))
        throw notPossible(attempt, outcome);
      if (isPass(outcome)) {
        await this.requireHeld(attempt);
        await this.callOffAhead(actor, attempt, callsOff);
      }
      await this.write(actor, attempt, { ...attempt, state: outcome });
      await this.record(actor, outcome, attempt.id, { from: attempt.state });
    });
  }

  private async callOffAhead(actor: Actor, attempt: Attempt, callsOff: boolean): Promise<void> {
    const asked = { attemptId: attempt.id, on: this.clock.today() };
    const ahead = await this.database.first(AHEAD, asked);
    if (ahead === null) return;
    if (!callsOff) throw new InvalidInput({ callsOff: aheadText(ahead.examOn) });
    await this.write(actor, ahead, { ...ahead, state: 'cancelled' });
    await this.record(actor, 'cancelled', ahead.id, { from: 'booked' });
  }

  private planOf({ examOn, place = '', payment = null }: TypedPlan): ExamPlan {
    const problem = bookingProblem(examOn, this.clock.today());
    if (problem) throw new InvalidInput({ examOn: problem });
    const found = placeOf(place);
    if (typeof found === 'string') throw new InvalidInput({ place: found });
    return { examOn: toLocalDate(examOn), ...found, payment };
  }

  /** The day that was planned may stay, also when it is over and the result is still to be told. */
  private changedPlan(attempt: Attempt, typed: TypedPlan): ExamPlan {
    const isSameDay = typed.examOn === attempt.examOn;
    const checked = this.planOf(isSameDay ? { ...typed, examOn: this.clock.today() } : typed);
    const plan = isSameDay ? { ...checked, examOn: attempt.examOn } : checked;
    if (!isSamePlan(plan, attempt)) return plan;
    throw new InvalidInput({
      examOn: 'いまの予定と同じです。変えるところを入力してください。',
    });
  }

  /** There is one note per exam and day; also a cancelled one is a note. */
  private async requireFreeDay(attempt: Attempt, examOn: LocalDate): Promise<void> {
    const { personId, certificationId } = attempt;
    const there = await this.database.first(BY_DAY, { personId, certificationId, examOn });
    if (there) {
      throw new InvalidInput({
        examOn:
          there.state === 'cancelled'
            ? 'この日の受験は、取りやめたものとして登録されています。この受験を取りやめてから、その日の受験予定を登録し直してください。'
            : 'この日の受験は、すでに登録されています。別の日を入力してください。',
      });
    }
    await this.requireTime(attempt, examOn);
  }

  private async requireOpen(exam: Exam, examOn: LocalDate): Promise<void> {
    requireWithinExams(await this.examOf(exam), examOn, 'examOn');
  }

  /** What became known since the booking: on a day without the exam nobody sat it. It can be called off. */
  private async requireHeld(attempt: Attempt): Promise<void> {
    const problem = outsideExams(await this.examOf(attempt), attempt.examOn);
    if (problem !== null) throw noExamThen(problem);
  }

  private async examOf({ certificationId }: Exam): Promise<CertificationRow> {
    const { code } = await this.database.only(CODE, { certificationId });
    return chosenCertification(this.database, code, this.clock.today());
  }

  private async requireTime({ personId, certificationId }: Exam, examOn: LocalDate): Promise<void> {
    const last = { personId, certificationId, before: examOn };
    const { code, satOn } = await this.database.only(LAST_TRY, last);
    const problem = retakeProblem(code, examOn, satOn);
    if (problem) throw new InvalidInput({ examOn: problem });
  }

  /** Two tabs, or a booking that was forgotten: whoever comes second is told where the first one is. */
  private async requireNoOther({ personId, certificationId }: Exam, butId: string | null = null) {
    const exam = { personId, certificationId };
    const open = await this.database.first(OPEN_ONE, { ...exam, butId });
    if (open === null) return;
    const day = formatDateShort(open.examOn);
    if (open.isVerified) throw settledOpen(open.name, day);
    throw new Conflict(
      'exam_attempt.already_open',
      open.examOn > this.clock.today()
        ? `${open.name}には、${day}の受験予定があります。日を変えるときは、資格の画面でその予定の「予定を変える」を押してください。`
        : `${open.name}は、${day}の受験の結果がまだ登録されていません。先に、資格の画面でその結果を報告してください。`,
    );
  }

  private async lock(personId: PersonId, attemptId: string): Promise<RowOf<typeof FOUND>> {
    const id = idOf(attemptId);
    await this.database.all(LOCK_PERSON, { personId });
    const attempt = await this.database.first(BY_ID, { attemptId: id, personId });
    if (!attempt) throw new NotFound();
    return attempt;
  }

  /**
   * What was known of an exam before stays in the books: a change is a row of its own. Both are of one instant, so that at
   * none of them nothing is known and each row leads to the next.
   */
  private async write(
    actor: Actor,
    before: Attempt | null,
    next: Omit<Attempt, 'rowId'>,
  ): Promise<void> {
    const { id, personId, certificationId, examOn, state, createdAt, place, payment } = next;
    const now = this.clock.now();
    if (before)
      await this.database.execute(
        'UPDATE exam_attempts_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE row_id = $1',
        [before.rowId, now, actor.accountId],
      );
    await this.database.execute(
      `INSERT INTO exam_attempts_history (id, person_id, certification_id, exam_on, state, created_at, recorded_at, recorded_by, place, payment)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[id, personId, certificationId, examOn, state, createdAt],
        ...[now, actor.accountId, place, payment],
      ],
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

function notPossible(attempt: RowOf<typeof FOUND>, outcome: AttemptOutcome): Conflict {
  const unfit =
    '今の状態では、この結果を登録できません。受験日と登録済みの結果を確かめてください。';
  const open = outcome === 'failed' && attempt.isReportWaiting ? REPORT_WAITS : unfit;
  return new Conflict('exam_attempt.not_possible', attempt.isVerified ? ALREADY_VERIFIED : open);
}

function aheadText(examOn: LocalDate): string {
  return `同じ試験の${formatDateShort(examOn)}の受験予定があります。合格を登録するときは、その予定を取りやめることを確かめてください。`;
}

function isPass(outcome: AttemptOutcome): boolean {
  return outcome === 'provisional_pass' || outcome === 'passed';
}

/** A booking whose pass is verified already keeps the place of the next one. */
function settledOpen(name: string, day: string): Conflict {
  return new Conflict(
    'exam_attempt.already_open',
    `${name}は、${day}の受験予定が残ったまま、資格が確認済みになっています。先に、資格の画面でその受験を取りやめてください。`,
  );
}

function noExamThen(problem: string): Conflict {
  return new Conflict(
    'exam_attempt.no_exam_then',
    `${problem}受験日を確かめ、違うときは受験を取りやめてから、登録し直してください。`,
  );
}

function alreadyBooked(name: string): Conflict {
  return new Conflict(
    'exam_attempt.already_booked',
    `${name}のこの日の受験は、すでに登録されています。資格の画面で確かめてください。`,
  );
}
