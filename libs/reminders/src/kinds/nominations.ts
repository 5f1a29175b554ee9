import { roleTitle, dxRoles } from '@app/appointments';
import { aboutName, type Fact } from './reminder-kind';

/** What the kinds about recommendations look up: the roles in the city's words. */
export interface RoleFact extends Fact {
  readonly role: string;
  readonly roleName: string;
}

export const listRoles = (): readonly RoleFact[] =>
  dxRoles().map((role) => ({ role, roleName: roleTitle(role) }));

/** SQL: the page on which whom it concerns gets on with it. */
export const NOMINATION_LINK = `'/nominations/' || a.object_id`;

/** SQL: told on paper as long as it is told at all; a head sees what concerns the own units. */
export const stillTold = (kind: string): string =>
  `SELECT a.object_id, a.due_on, COALESCE(a.of_unit_id = ANY (:unitIds), false) AS is_for_head FROM ${aboutName(kind)} a`;
