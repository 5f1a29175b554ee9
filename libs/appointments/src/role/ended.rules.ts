import { addDays, formatDateShort, type LocalDate } from '@app/platform';
import { roleTitle } from '../vocabulary';
import type { DxRole } from '../appointment/appointment.rules';
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

/** The first day within some days on which the role has come to its end, as the version of that day says; null for none. */
export function endWithin(
  versions: readonly RoleVersion[],
  role: DxRole,
  { from, until }: { readonly from: LocalDate; readonly until: LocalDate },
): RoleVersion | null {
  const ended = versions.filter(
    (it) =>
      it.role === role &&
      it.isEnded &&
      it.validFrom <= until &&
      (it.validUntil === null || it.validUntil >= from),
  );
  return ended.toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1))[0] ?? null;
}

/** Why a term runs no longer than its role; `from` is the first of the days that are asked for. */
export function beyondEndText(
  { role, validFrom }: Pick<RoleVersion, 'role' | 'validFrom'>,
  from: LocalDate,
  today: LocalDate,
): string {
  const how = validFrom <= today ? '終えた' : '終わる予定の';
  const next =
    validFrom <= from
      ? 'これより延長できません。満了のままにしてください。'
      : `任期の終わりは、${formatDateShort(addDays(validFrom, -1))}までの日にしてください。`;
  return `${roleTitle(role)}は${formatDateShort(validFrom)}に${how}役割です。${next}`;
}
