import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const office = byRoles(['programOffice']);
const reads = byRoles(['hr', 'programOffice', 'auditor']);
const BASE = '/appointments/nominations';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: BASE, verdicts: reads },
  ...askingAgain(...fileRows(`${BASE}/list`, reads)),
  { method: 'GET', path: `${BASE}/:id/approve`, verdicts: office },
  { method: 'POST', path: `${BASE}/:id/approve`, verdicts: office },
  { method: 'GET', path: `${BASE}/:id/refuse`, verdicts: office },
  { method: 'POST', path: `${BASE}/:id/refuse`, verdicts: office },
  { method: 'POST', path: `${BASE}/:id/take-back`, verdicts: office },
];
