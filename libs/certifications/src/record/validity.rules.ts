import { addDays, type LocalDate } from '@app/platform';

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
