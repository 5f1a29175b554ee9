import { addDays, isLocalDate, type LocalDate } from '@app/platform';

/** So long before its end whoever holds it is told that it can be renewed: about half a year, for most renewals ask for a course. */
export const RENEWAL_WINDOW_DAYS = 180;

export const VALIDITIES = ['valid', 'renewal', 'expired'] as const;
export type Validity = (typeof VALIDITIES)[number];

/** Where a certificate that ends stands on a day; null for one without an end. Its last day still counts. */
export function validityOn(validUntil: LocalDate | null, day: LocalDate): Validity | null {
  if (validUntil === null) return null;
  if (day > validUntil) return 'expired';
  return addDays(day, RENEWAL_WINDOW_DAYS) >= validUntil ? 'renewal' : 'valid';
}

/** What is wrong with the typed last day, or null; empty: the certificate has no end. */
export function validUntilProblem(typed: string, passedOn: string): string | null {
  if (typed === '') return null;
  if (!isLocalDate(typed))
    return '有効期限を日付で入力してください。期限がないときは空欄にします。';
  return typed > passedOn ? null : '有効期限は、合格日より後の日にしてください。';
}
