import type { SystemRole } from '@app/access';
import { addDays, diffDays, type LocalDate } from '@app/platform';
import type { SignInRules } from '../session/sign-in-rules';

/** What a person with duties must still do about their second factor. */
export interface SecondFactorDuty {
  /** The last day on which everything still opens without one. */
  readonly lastDay: LocalDate;
  /** Including today; 0: over. */
  readonly daysLeft: number;
}

export function isRequired(
  roles: readonly string[],
  { secondFactorRoles }: Pick<SignInRules, 'secondFactorRoles'>,
): boolean {
  return secondFactorRoles.some((role: SystemRole) => roles.includes(role));
}

/** `from`: the day of the first sign-in on which it was required; null for who has one, or has not signed in since. */
export function dutyOf(
  from: LocalDate | null,
  roles: readonly string[],
  rules: Pick<SignInRules, 'secondFactorRoles' | 'graceDays'>,
  today: LocalDate,
): SecondFactorDuty | null {
  if (from === null || !isRequired(roles, rules)) return null;
  const lastDay = addDays(from, rules.graceDays - 1);
  return { lastDay, daysLeft: Math.max(0, diffDays(today, lastDay) + 1) };
}
