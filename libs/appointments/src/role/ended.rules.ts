import { addDays, formatDateShort, type LocalDate } from '@app/platform';
import { roleTitle } from '../vocabulary';
import type { RoleVersion } from './roles.queries';

/** Why nobody is appointed from a day on: of an end that has come and of one that is ahead. */
export function endedText(
  { role, validFrom }: Pick<RoleVersion, 'role' | 'validFrom'>,
  today: LocalDate,
): string {
  const title = roleTitle(role);
  return validFrom <= today
    ? `${title}は${formatDateShort(validFrom)}に終えた役割です。この日からの任命はできません。`
    : `${title}は${formatDateShort(validFrom)}に終わる予定の役割です。任期の始まりは、${formatDateShort(addDays(validFrom, -1))}までの日にしてください。`;
}
