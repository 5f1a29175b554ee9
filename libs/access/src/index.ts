export { requirePermission, requireUnit } from './access';
export {
  type Actor,
  auditActorOf,
  hasPermission,
  hasRole,
  headsUnit,
  seesAhead,
  onlyReads,
  seesAllUnits,
} from './actor';
export {
  type Permission,
  PERMISSIONS,
  PERMISSIONS_OF_ROLE,
  type Role,
  SYSTEM_ROLES,
  type SystemRole,
} from './permissions';
export { type LookedAt, type PersonSight, personSight } from './person-sight';
export {
  areaOf,
  type HeldToken,
  isInScope,
  TOKEN_ACCESS,
  TOKEN_AREA_WORDS,
  TOKEN_AREAS,
  type TokenAccess,
  type TokenArea,
  type TokenScope,
} from './token-scope';
export {
  OFFICE_AREAS,
  type WaitingArea,
  type OfficeArea,
  OWN_AREAS,
  type WaitingDay,
  type WaitingIn,
  WaitingModule,
  type WaitingThing,
  WaitingThings,
} from './waiting/waiting-things';
export { SYSTEM_ROLE_WORDS } from './vocabulary';
export { seesAnnouncedOnly, visibleDay } from './visible-day.rules';
