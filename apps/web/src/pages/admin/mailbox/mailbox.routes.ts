import { byRoles, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/mailbox', verdicts: byRoles(['programOffice', 'administrator']) },
  { method: 'GET', path: '/mailbox/:id', verdicts: byRoles(['programOffice', 'administrator']) },
];
