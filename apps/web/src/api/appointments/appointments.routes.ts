import { byRoles, type RouteRow } from '../../shell/route-rows';

const readsCertificates = byRoles(['hr', 'programOffice', 'auditor']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/api/v1/appointments', verdicts: readsCertificates, asksAgain: true },
  { method: 'POST', path: '/api/v1/appointments', verdicts: byRoles(['programOffice']) },
];
