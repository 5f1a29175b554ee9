import { byRoles, type RouteRow } from '../../../shell/route-rows';

const readsOrganization = byRoles(['hr', 'programOffice', 'auditor']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/people', verdicts: readsOrganization },
  { method: 'GET', path: '/people/:staffNumber', verdicts: readsOrganization },
];
