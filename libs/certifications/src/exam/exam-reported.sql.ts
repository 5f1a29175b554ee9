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

/** SQL: the pass of the exam `a` has been reported, so nothing is left to do. */
export function isExamReported(a: string): string {
  return `EXISTS (SELECT 1 FROM certification_records told WHERE ${isCertificateOf('told', a)})`;
}

/** SQL: its certificate is verified, so there is no other result. */
export function isExamVerified(a: string): string {
  return `EXISTS (SELECT 1 FROM certification_records told WHERE told.state = 'verified' AND ${isCertificateOf('told', a)})`;
}
