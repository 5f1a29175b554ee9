import type { AuditActor, LocalDate } from '@app/platform';
import { type HeldToken, isInScope } from './token-scope';
import {
  type Permission,
  PERMISSIONS_OF_ROLE,
  type Role,
  ROLES_THAT_SEE_ALL_UNITS,
} from './permissions';

/**
 * The signed-in person with what their post and roles allow today. Read afresh on every request, so that a
 * suspension or a transfer takes effect at once.
 */
export interface Actor {
  readonly accountId: string;
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly unitName: string;
  readonly roles: readonly Role[];
  /** The units headed today and every unit below them. Empty for everybody else. */
  readonly headedUnitIds: readonly string[];
  readonly mustChangePassword: boolean;
  /** Since when a second factor is required and missing; nothing as long as it is not. */
  readonly secondFactorDueFrom?: LocalDate | null;
  /** What a program may do of all this with its token; not there for somebody at a browser. */
  readonly token?: HeldToken;
}

export function hasRole(actor: Actor, role: Role): boolean {
  return actor.roles.includes(role);
}

export function hasPermission(actor: Actor, permission: Permission): boolean {
  if (actor.token && !isInScope(actor.token, permission)) return false;
  return actor.roles.some((role) => PERMISSIONS_OF_ROLE[role].includes(permission));
}

/** What is written with these is the actor's own: their learning, whom of their unit they spoke to, who acts for them. */
const OWN: readonly Permission[] = ['self', 'team.prompt', 'team.deputize', 'team.handover'];

/** Looks at much and changes nothing: the auditor, unless they hold another role as well. */
export function onlyReads({ roles }: Pick<Actor, 'roles'>): boolean {
  const held = roles.flatMap((role) => PERMISSIONS_OF_ROLE[role]);
  return roles.includes('auditor') && held.every((it) => OWN.includes(it) || it.endsWith('.read'));
}

export function seesAllUnits(actor: Actor): boolean {
  return actor.roles.some((role) => ROLES_THAT_SEE_ALL_UNITS.includes(role));
}

export function headsUnit(actor: Actor, orgUnitId: string): boolean {
  return actor.headedUnitIds.includes(orgUnitId);
}

/**
 * 内示: whether the reader may see what lies ahead in the organisation and in appointments. Only who prepares it: HR and
 * whoever appoints. The SQL of it is `isAnnounced` of @app/organization.
 */
export function seesAhead(actor: Actor): boolean {
  return hasPermission(actor, 'organization.import') || hasPermission(actor, 'appointments.manage');
}

/** How an actor is written into the audit log: by the account; the register knows the name. */
export function auditActorOf(actor: Pick<Actor, 'accountId'>): AuditActor {
  return { accountId: actor.accountId, label: '' };
}
