import { byRoles, SIGNED_IN, type RouteRow } from '../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/api/v1/certification-records', verdicts: SIGNED_IN },
  { method: 'POST', path: '/api/v1/certification-records', verdicts: SIGNED_IN },
  { method: 'POST', path: '/api/v1/certification-records/:id/verify', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/api/v1/certification-records/:id/return', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/api/v1/certification-records/:id/revoke', verdicts: byRoles(['hr']) },
];
