import { dayOf } from '@app/platform';

/**
 * SQL: the certificate of the row `r` of `certification_records` is that of the exam of the row `a` of `exam_attempts`: it was passed on its
 * day or later, or, whatever day a correction has given it since, it is verified, was reported after the exam and had not ended by
 * then. Whoever asks whether an exam is settled by a certificate asks here.
 */
export function isCertificateOf(r: string, a: string): string {
  return `(${r}.person_id = ${a}.person_id AND ${r}.certification_id = ${a}.certification_id AND (
      (${r}.passed_on >= ${a}.exam_on AND ${r}.state IN ('reported', 'verified'))
      OR (${r}.state = 'verified' AND ${dayOf(`${r}.reported_at`)} >= ${a}.exam_on AND (${r}.valid_until IS NULL OR ${r}.valid_until >= ${a}.exam_on))))`;
}

/**
 * SQL: the certificate of the row `r` was passed before the exam `a`, which was booked while nobody knew of it, and holds on its day: now that
 * it is verified nobody asks how the exam went. One that is booked afterwards, to renew it, is another matter.
 */
function overtakes(r: string, a: string): string {
  return `(${r}.person_id = ${a}.person_id AND ${r}.certification_id = ${a}.certification_id AND ${r}.state = 'verified' AND ${a}.state = 'booked'
      AND ${r}.passed_on < ${a}.exam_on AND ${a}.created_at < ${r}.decided_at AND (${r}.valid_until IS NULL OR ${r}.valid_until >= ${a}.exam_on))`;
}

/** SQL: a report that waits to be verified tells of the exam `a`: passed on its day, or later where no other one lies between. */
export function isReportWaiting(a: string): string {
  return `EXISTS (SELECT 1 FROM certification_records told WHERE told.person_id = ${a}.person_id AND told.certification_id = ${a}.certification_id
      AND told.state = 'reported' AND (told.passed_on = ${a}.exam_on OR (told.passed_on > ${a}.exam_on AND ${a}.state IN ('provisional_pass', 'passed')
        AND NOT EXISTS (SELECT 1 FROM exam_attempts later WHERE later.person_id = ${a}.person_id AND later.certification_id = ${a}.certification_id
          AND later.state <> 'cancelled' AND later.exam_on > ${a}.exam_on AND later.exam_on <= told.passed_on))))`;
}

/** SQL: the pass of the exam `a` has been reported, so nothing is left to do. */
export function isExamReported(a: string): string {
  return `EXISTS (SELECT 1 FROM certification_records told WHERE ${isCertificateOf('told', a)} OR ${overtakes('told', a)})`;
}

/** SQL: its certificate is verified, so there is no other result. */
export function isExamVerified(a: string): string {
  return `EXISTS (SELECT 1 FROM certification_records told WHERE told.state = 'verified' AND (${isCertificateOf('told', a)} OR ${overtakes('told', a)}))`;
}

/** SQL: `b` is another booking of the exam of `a` that is ahead on the day; of one exam one booking is open. */
export function isAheadOf(b: string, a: string, on: string): string {
  return `${b}.person_id = ${a}.person_id AND ${b}.certification_id = ${a}.certification_id AND ${b}.id <> ${a}.id AND ${b}.state = 'booked' AND ${b}.exam_on >= ${on}`;
}
