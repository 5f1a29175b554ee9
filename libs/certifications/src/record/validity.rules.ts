import { addDays, type LocalDate } from '@app/platform';

/** So long before it must be done whoever holds it is told that it can be renewed: about half a year, for most renewals ask for a course. */
const TOLD_BEFORE_DAYS = 180;

export const VALIDITIES = ['valid', 'renewal', 'expired'] as const;
export type Validity = (typeof VALIDITIES)[number];

/** A certificate that ends, and how many days before its end the issuer wants it renewed; null: nobody says so. */
export interface Ending {
  readonly validUntil: LocalDate | null;
  readonly renewalWindowDays: number | null;
}

/** The last day on which it can be renewed: as the issuer asks for it, else its own last day. */
export function renewBy({ validUntil, renewalWindowDays }: Ending): LocalDate | null {
  return validUntil === null ? null : addDays(validUntil, -(renewalWindowDays ?? 0));
}

/** Where a certificate that ends stands on a day; null for one without an end. Its last day still counts. */
export function validityOn(ending: Ending, day: LocalDate): Validity | null {
  const by = renewBy(ending);
  if (ending.validUntil === null || by === null) return null;
  if (day > ending.validUntil) return 'expired';
  return addDays(day, TOLD_BEFORE_DAYS) >= by ? 'renewal' : 'valid';
}

/**
 * What stands beside a certificate: the time of its renewal is over once that is reported, or once its issuer takes no
 * renewal any more. What is to be done is asked of `validityOn`.
 */
export function shownValidityOn(
  ending: Ending & { readonly isRenewed: boolean },
  day: LocalDate,
): Validity | null {
  const validity = validityOn(ending, day);
  const by = renewBy(ending);
  const isTime = !ending.isRenewed && by !== null && day <= by;
  return validity === 'renewal' && !isTime ? 'valid' : validity;
}
