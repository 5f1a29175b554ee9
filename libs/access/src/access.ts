import { NotAllowed, NotFound, words } from '@app/platform';
import { type Actor, hasPermission, headsUnit, seesAllUnits } from './actor';
import type { Permission } from './permissions';

/** The first line of every command: throws NotAllowed unless one of the actor's roles holds the permission. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (hasPermission(actor, permission)) return;
  throw new NotAllowed(
    'access.not_allowed',
    `この操作を行う権限がありません。必要な場合は、${words.programOffice}にご相談ください。`,
  );
}

/** Throws NotFound, not NotAllowed: a unit that is not the actor's must look as if it did not exist. */
export function requireUnit(actor: Actor, orgUnitId: string): void {
  if (hasPermission(actor, 'team.read') && (seesAllUnits(actor) || headsUnit(actor, orgUnitId)))
    return;
  throw new NotFound();
}
