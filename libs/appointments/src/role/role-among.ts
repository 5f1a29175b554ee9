import { Conflict, NotFound } from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';
import { dxRoles, roleTitle } from '../vocabulary';

/**
 * Of the roles for which somebody can be appointed on the day the one that an address asks for, or the first when it asks for none:
 * never silently another one than was asked for.
 */
export function roleAmong(roles: readonly DxRole[], asked: string | undefined): DxRole {
  const found = asked ? roles.find((it) => it === asked) : (roles[0] ?? 'leader');
  if (found !== undefined) return found;
  if (asked === undefined || !dxRoles().includes(asked)) throw new NotFound();
  throw new Conflict(
    'role.not_on_that_day',
    `${roleTitle(asked)}の要件は、この日にはありません。役割か基準日を選び直してください。`,
  );
}
