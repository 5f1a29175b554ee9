import { Injectable } from '@nestjs/common';
import type { PersonSight } from '@app/access';
import { col, Database, dayOf, type LocalDate, type RowFrom, statement } from '@app/platform';
import { ATTEMPT_STATES } from '../exam/exam-attempt.rules';
import { examDaysOf } from '../certification/exam-days.sql';
import { SHOWN_STATES } from './certification-record.rules';
import { SHOWN_RECORDS } from './shown-records.sql';

/** Where the record stood at the end of the day. What was annulled was never right, on no day. */
const STATE = `CASE WHEN r.state IN ('verified', 'returned', 'revoked') AND ${dayOf('r.decided_at')} > :asOf THEN 'reported'
    WHEN r.state = 'revoked' AND ${dayOf('r.revoked_at')} > :asOf THEN 'verified' ELSE r.state END`;

/** `:sees`: 'all', or 'verified' for what counts on the day and nothing else; the number is then nobody's business. */
const RECORDS = statement({
  name: 'certifications.records-of-person',
  sql: `WITH ${SHOWN_RECORDS}, told AS (
      SELECT r.*, ${STATE} AS state_then FROM shown_record r WHERE r.person_id = :personId AND ${dayOf('r.reported_at')} <= :asOf
    )
    SELECT r.id, c.name AS "certificationName", r.passed_on AS "passedOn", r.state_then AS state,
      CASE WHEN :sees = 'all' THEN r.certificate_number ELSE '' END AS "certificateNumber",
      CASE WHEN :sees = 'all' THEN CASE r.state_then WHEN 'returned' THEN r.return_reason WHEN 'revoked' THEN r.revoke_reason
        WHEN 'annulled' THEN r.annul_reason END END AS reason,
      ${dayOf(`CASE r.state_then WHEN 'verified' THEN r.decided_at WHEN 'returned' THEN r.decided_at WHEN 'revoked' THEN r.revoked_at
        WHEN 'annulled' THEN r.annulled_at ELSE r.reported_at END`)} AS since,
      r.valid_until AS "validUntil", exam.renewal_window_days AS "renewalWindowDays",
      EXISTS (SELECT 1 FROM told next WHERE next.renews_id = r.id AND next.state_then IN ('reported', 'verified')) AS "isRenewed"
    FROM told r JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
    ${examDaysOf('r.certification_id')}
    WHERE :sees = 'all' OR r.state_then = 'verified'
    ORDER BY r.passed_on DESC, r.reported_at DESC, r.id`,
  parameters: { personId: 'uuid', asOf: 'date', sees: 'text' },
  row: {
    id: col.id<'certification_record'>(),
    certificationName: col.text,
    passedOn: col.date,
    state: col.oneOf(SHOWN_STATES),
    certificateNumber: col.text,
    /** Why it was returned, revoked or annulled. */
    reason: col.text.orNull,
    /** The day of that state. */
    since: col.date,
    validUntil: col.date.orNull,
    renewalWindowDays: col.int.orNull,
    /** Its next period was reported by then. */
    isRenewed: col.bool,
  },
});

/** A certificate as it stood on a day. */
export type PersonCertificateRow = RowFrom<typeof RECORDS>;

/** Of a past day: only exams up to it, for what was booked then is not kept. */
const EXAMS = statement({
  name: 'certifications.exams-of-person',
  sql: `SELECT c.name AS "certificationName", a.exam_on AS "examOn", a.state
    FROM exam_attempts a JOIN certifications_called_on(a.exam_on) c ON c.id = a.certification_id
    WHERE a.person_id = :personId AND (NOT :isPast OR a.exam_on <= :asOf) AND ${dayOf('a.created_at')} <= :asOf
      AND (:sees = 'all' OR a.state IN ('booked', 'provisional_pass', 'passed'))
    ORDER BY a.exam_on DESC, c.name, a.id`,
  parameters: { personId: 'uuid', asOf: 'date', isPast: 'boolean', sees: 'text' },
  row: { certificationName: col.text, examOn: col.date, state: col.oneOf(ATTEMPT_STATES) },
});

/** An exam that was booked or taken. */
export type PersonExamRow = RowFrom<typeof EXAMS>;

export interface SeenCertificates {
  readonly records: readonly PersonCertificateRow[];
  /** Null: not for this reader. */
  readonly exams: readonly PersonExamRow[] | null;
}

/** A person's certificates and exams for others and for themselves, as far as the sight of them goes. */
@Injectable()
export class PersonCertificateQueries {
  constructor(private readonly database: Database) {}

  /** Null when the sight opens nothing. */
  async findSeen(
    sight: PersonSight,
    day: { readonly on: LocalDate; readonly isPast: boolean },
  ): Promise<SeenCertificates | null> {
    if (sight.certificates === 'none') return null;
    const given = { personId: sight.personId, asOf: day.on };
    const [records, exams] = await Promise.all([
      this.database.all(RECORDS, { ...given, sees: sight.certificates }),
      sight.exams === 'none'
        ? null
        : this.database.all(EXAMS, { ...given, isPast: day.isPast, sees: sight.exams }),
    ]);
    return { records, exams };
  }
}
