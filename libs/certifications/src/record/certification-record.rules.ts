import { formulaText, type LocalDate, startsAsFormula, toHalfWidthAscii } from '@app/platform';
import { dayProblems } from './certificate-days.rules';

export const RECORD_STATES = ['reported', 'verified', 'returned', 'withdrawn', 'revoked'] as const;
export type RecordState = (typeof RECORD_STATES)[number];

/** What a list can show beside the states: what was a mistake and counts on no day. */
export const SHOWN_STATES = [...RECORD_STATES, 'annulled', 'set_aside'] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

/** What stands behind a record: a file of its own, or HRの記録, a row of a list that two persons of HR stand for. */
export const EVIDENCE_KINDS = ['file', 'hr_record'] as const;

export const MAXIMUM_NUMBER_LENGTH = 60;
const MAXIMUM_NAME_LENGTH = 100;
export const MAXIMUM_REASON_LENGTH = 500;

export interface ReportedFacts {
  /** As it was typed. */
  readonly passedOn: string;
  readonly certificateNumber: string;
  readonly validUntil?: string;
  readonly nameOnCertificate?: string;
}

/**
 * What different spellings of one certificate number have in common: width, case, spaces, hyphens and 第…号 around
 * it do not matter. Only for finding the same number again; but for the sign of a formula, the form of a number is no reason to refuse it.
 */
export function certificateNumberKey(text: string): string {
  const plain = toHalfWidthAscii(text.normalize('NFKC')).toUpperCase();
  return plain.replace(/[^\p{L}\p{N}]/gu, '').replace(/^第(?=.)|(?<=.)号$/gu, '');
}

/** What is wrong with a report, by field; empty when nothing is. */
export function reportProblems(facts: ReportedFacts, today: LocalDate): Record<string, string> {
  const { passedOn, validUntil = '' } = facts;
  const problems: Record<string, string> = { ...dayProblems({ passedOn, validUntil }, today) };
  const number = numberProblem(facts.certificateNumber);
  if (number) problems.certificateNumber = number;
  if ((facts.nameOnCertificate ?? '').length > MAXIMUM_NAME_LENGTH)
    problems.nameOnCertificate = `証書の氏名は${MAXIMUM_NAME_LENGTH}文字以内で入力してください。`;
  return problems;
}

function numberProblem(text: string): string | null {
  if (text.length > MAXIMUM_NUMBER_LENGTH) {
    return `合格証書番号は${MAXIMUM_NUMBER_LENGTH}文字以内で入力してください。`;
  }
  if (certificateNumberKey(text) === '') return '合格証書番号を入力してください。';
  return startsAsFormula(text) ? formulaText('合格証書番号') : null;
}

/** What is wrong with the reason of a return or a revocation, or null. The reader must be able to act on it. */
export function reasonProblem(reason: string, of: '差戻し' | '取消し' = '差戻し'): string | null {
  if (reason === '') return `${of}の理由を入力してください。報告した人がそのまま読みます。`;
  return reason.length > MAXIMUM_REASON_LENGTH
    ? `理由は${MAXIMUM_REASON_LENGTH}文字以内で入力してください。`
    : null;
}
