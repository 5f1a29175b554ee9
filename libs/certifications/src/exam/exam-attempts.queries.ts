import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import {
  Clock,
  col,
  Database,
  idOf,
  type LocalDate,
  NotFound,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { EXAM_DAYS, examDaysOf } from '../certification/exam-days.sql';
import { isRetiredOn, plannedOutside } from '../record/certificate-days.rules';
import { ATTEMPT_STATES, EXAM_PAYMENTS } from './exam-attempt.rules';
import { isAheadOf, isExamReported, isExamVerified, isReportWaiting } from './exam-reported.sql';

const ROW = {
  id: col.id<'exam_attempt'>(),
  certificationCode: col.text,
  certificationName: col.text,
  examOn: col.date,
  state: col.oneOf(ATTEMPT_STATES),
  place: col.text.orNull,
  payment: col.oneOf(EXAM_PAYMENTS).orNull,
  /** The same pass has been reported since, so nothing is left to do. */
  isReported: col.bool,
  /** Its certificate is verified, so there is no other result. */
  isVerified: col.bool,
  /** A report of its pass waits to be verified. */
  isReportWaiting: col.bool,
  /** Another booking of the same exam that is still ahead: a pass of this one leaves it without a purpose. */
  aheadOn: col.date.orNull,
  firstExamOn: col.date.orNull,
  lastExamOn: col.date.orNull,
  successorName: col.text.orNull,
};

export interface AttemptRow extends Omit<
  RowOf<typeof ROW>,
  'firstExamOn' | 'lastExamOn' | 'successorName'
> {
  /** That there is no such exam on its day, as is known today; null: there is one. */
  readonly outside: string | null;
  /** Nobody can sit it any more. */
  readonly isOver: boolean;
}

const OWN = `
  SELECT a.id, c.code AS "certificationCode", c.name AS "certificationName", a.exam_on AS "examOn", a.state,
    a.place, a.payment,
    ${isExamReported('a')} AS "isReported", ${isExamVerified('a')} AS "isVerified", ${isReportWaiting('a')} AS "isReportWaiting",
    (SELECT b.exam_on FROM exam_attempts b WHERE ${isAheadOf('b', 'a', ':asOf')}) AS "aheadOn", ${EXAM_DAYS}
  FROM exam_attempts a JOIN certifications_called_on(a.exam_on) c ON c.id = a.certification_id
  ${examDaysOf('a.certification_id')}
  WHERE a.person_id = :personId`;

const LIST = statement({
  name: 'certifications.own-attempts',
  sql: `${OWN} ORDER BY a.exam_on DESC, a.id`,
  parameters: { personId: 'uuid', asOf: 'date' },
  row: ROW,
});

const ONE = statement({
  name: 'certifications.own-attempt',
  sql: `${OWN} AND a.id = :attemptId`,
  parameters: { personId: 'uuid', attemptId: 'uuid', asOf: 'date' },
  row: ROW,
});

/** What was planned before, newest first; what only had its state changed is told by the states. */
const EARLIER = statement({
  name: 'certifications.earlier-plans',
  sql: `SELECT h.exam_on AS "examOn", h.place, h.payment, h.superseded_at AS "changedAt"
    FROM exam_attempts_history h
    JOIN exam_attempts_history n ON n.id = h.id AND n.recorded_at = h.superseded_at AND n.state = 'booked' AND n.row_id <> h.row_id
    WHERE h.id = :attemptId AND h.state = 'booked' AND h.superseded_at IS NOT NULL
      AND (h.exam_on, coalesce(h.place, ''), coalesce(h.payment, '')) <> (n.exam_on, coalesce(n.place, ''), coalesce(n.payment, ''))
      AND EXISTS (SELECT 1 FROM exam_attempts a WHERE a.id = h.id AND a.person_id = :personId)
    ORDER BY h.superseded_at DESC, h.row_id`,
  parameters: { personId: 'uuid', attemptId: 'uuid' },
  row: {
    examOn: col.date,
    place: col.text.orNull,
    payment: col.oneOf(EXAM_PAYMENTS).orNull,
    changedAt: col.instant,
  },
});

/** A plan that was changed. */
export type EarlierPlan = RowFrom<typeof EARLIER>;

/** What a person sees of their own exams. Another person's id names nothing here. */
@Injectable()
export class ExamAttemptQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async listOwn(actor: Actor): Promise<readonly AttemptRow[]> {
    const asOf = this.clock.today();
    const rows = await this.database.all(LIST, { personId: actor.personId, asOf });
    return rows.map((row) => attemptOf(row, asOf));
  }

  async getOwn(actor: Actor, attemptId: string): Promise<AttemptRow> {
    const asOf = this.clock.today();
    const row = await this.database.first(ONE, {
      asOf,
      personId: actor.personId,
      attemptId: idOf(attemptId),
    });
    if (!row) throw new NotFound();
    return attemptOf(row, asOf);
  }

  /** What was planned before for one of one's own exams. */
  async listEarlierPlans(actor: Actor, attemptId: string): Promise<readonly EarlierPlan[]> {
    return this.database.all(EARLIER, { personId: actor.personId, attemptId: idOf(attemptId) });
  }
}

function attemptOf(row: RowOf<typeof ROW>, today: LocalDate): AttemptRow {
  const { firstExamOn, lastExamOn, successorName, ...attempt } = row;
  const exam = { name: attempt.certificationName, firstExamOn, lastExamOn, successorName };
  return {
    ...attempt,
    outside: plannedOutside(exam, attempt.examOn),
    isOver: isRetiredOn(exam, today),
  };
}
