import { byRoles, type RouteRow } from '../../../shell/route-rows';

const office = byRoles(['programOffice']);
const BASE = '/appointments/nominations';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: BASE, verdicts: byRoles(['hr', 'programOffice', 'auditor']) },
  { method: 'GET', path: `${BASE}/:id/approve`, verdicts: office },
  { method: 'POST', path: `${BASE}/:id/approve`, verdicts: office },
  { method: 'GET', path: `${BASE}/:id/refuse`, verdicts: office },
  { method: 'POST', path: `${BASE}/:id/refuse`, verdicts: office },
  { method: 'POST', path: `${BASE}/:id/take-back`, verdicts: office },
];
