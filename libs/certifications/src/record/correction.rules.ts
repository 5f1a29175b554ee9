import type { LocalDate } from '@app/platform';
import { type ReportedFacts, reportProblems } from './certification-record.rules';

export const CORRECTION_STATES = ['proposed', 'confirmed', 'declined', 'withdrawn'] as const;
export type CorrectionState = (typeof CORRECTION_STATES)[number];

/** What of a record can be corrected. The name on the certificate decides nothing and is told by a new report. */
export interface CertificateFacts {
  readonly certificationId: string;
  readonly passedOn: LocalDate;
  readonly certificateNumber: string;
  readonly validUntil: LocalDate | null;
}

const FACTS = ['certificationId', 'passedOn', 'certificateNumber', 'validUntil'] as const;

export function isSameCertificate(one: CertificateFacts, other: CertificateFacts): boolean {
  return FACTS.every((fact) => one[fact] === other[fact]);
}

/** What is wrong with a correction as it was typed, by field; as for a report, and somebody must be able to judge it. */
export function correctionProblems(
  typed: ReportedFacts & { readonly certificationCode: string; readonly reason: string },
  today: LocalDate,
): Record<string, string> {
  const problems = reportProblems(typed, today);
  if (typed.certificationCode === '') problems.certificationCode = '資格を選んでください。';
  const reason = correctionReasonProblem(typed.reason);
  if (reason) problems.reason = reason;
  return problems;
}

const LONGEST_REASON = 500;

export function correctionReasonProblem(
  reason: string,
  of: '訂正' | '差戻し' = '訂正',
): string | null {
  if (reason === '') return `${of}の理由を入力してください。`;
  return reason.length > LONGEST_REASON
    ? `理由は${String(LONGEST_REASON)}文字以内で入力してください。`
    : null;
}
