import { col, statement } from '@app/platform';
import { ATTEMPT_STATES, EXAM_PAYMENTS } from './exam-attempt.rules';
import { isAheadOf, isExamVerified, isReportWaiting } from './exam-reported.sql';

/** One exam of somebody, as it is known now. */
export const ATTEMPT = {
  rowId: col.id<'exam_attempt_row'>(),
  id: col.id<'exam_attempt'>(),
  personId: col.id<'person'>(),
  certificationId: col.id<'certification'>(),
  examOn: col.date,
  state: col.oneOf(ATTEMPT_STATES),
  createdAt: col.instant,
  place: col.text.orNull,
  payment: col.oneOf(EXAM_PAYMENTS).orNull,
};
/** One that is asked for by its id, with what became of it. */
export const FOUND = { ...ATTEMPT, isVerified: col.bool, isReportWaiting: col.bool };

const COLUMNS = `row_id AS "rowId", id, person_id AS "personId", certification_id AS "certificationId", exam_on AS "examOn", state,
  created_at AS "createdAt", place, payment`;

/** By its id, of whoever asks. */
export const BY_ID = statement({
  name: 'certifications.booked-attempt',
  sql: `SELECT ${COLUMNS}, ${isExamVerified('a')} AS "isVerified", ${isReportWaiting('a')} AS "isReportWaiting" FROM exam_attempts a WHERE id = :attemptId AND person_id = :personId`,
  parameters: { attemptId: 'uuid', personId: 'uuid' },
  row: FOUND,
});

/** The note of the day. */
export const BY_DAY = statement({
  name: 'certifications.attempt-of-day',
  sql: `SELECT ${COLUMNS} FROM exam_attempts
    WHERE person_id = :personId AND certification_id = :certificationId AND exam_on = :examOn`,
  parameters: { personId: 'uuid', certificationId: 'uuid', examOn: 'date' },
  row: ATTEMPT,
});

/** The open booking of the same exam: one that waits for its day or for its result. */
export const OPEN_ONE = statement({
  name: 'certifications.open-attempt',
  sql: `SELECT c.name, a.exam_on AS "examOn", ${isExamVerified('a')} AS "isVerified" FROM exam_attempts a JOIN certifications_called_on(a.exam_on) c ON c.id = a.certification_id
    WHERE a.person_id = :personId AND a.certification_id = :certificationId AND a.state = 'booked' AND a.id IS DISTINCT FROM :butId
    ORDER BY a.exam_on DESC LIMIT 1`,
  parameters: { personId: 'uuid', certificationId: 'uuid', butId: 'uuid?' },
  row: { name: col.text, examOn: col.date, isVerified: col.bool },
});

/** What a pass of the exam leaves without a purpose. */
export const AHEAD = statement({
  name: 'certifications.attempt-ahead',
  sql: `SELECT b.row_id AS "rowId", b.id, b.person_id AS "personId", b.certification_id AS "certificationId", b.exam_on AS "examOn", b.state,
      b.created_at AS "createdAt", b.place, b.payment
    FROM exam_attempts a JOIN exam_attempts b ON ${isAheadOf('b', 'a', ':on')} WHERE a.id = :attemptId`,
  parameters: { attemptId: 'uuid', on: 'date' },
  row: ATTEMPT,
});

/** The last try before a day, and what the exam is called by. */
export const LAST_TRY = statement({
  name: 'certifications.last-try',
  sql: `SELECT c.code, (SELECT max(a.exam_on) FROM exam_attempts a
      WHERE a.person_id = :personId AND a.certification_id = c.id AND a.state IN ('provisional_pass', 'passed', 'failed') AND a.exam_on < :before) AS "satOn"
    FROM certifications c WHERE c.id = :certificationId`,
  parameters: { personId: 'uuid', certificationId: 'uuid', before: 'date' },
  row: { code: col.text, satOn: col.date.orNull },
});

/** What the exam is called by. */
export const CODE = statement({
  name: 'certifications.code-of-exam',
  sql: 'SELECT code FROM certifications WHERE id = :certificationId',
  parameters: { certificationId: 'uuid' },
  row: { code: col.text },
});
