import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const reads = byRoles(['hr', 'programOffice', 'auditor']);
const manages = byRoles(['programOffice']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/appointments/register', verdicts: reads },
  ...askingAgain(...fileRows('/appointments/register/list', reads)),
  { method: 'GET', path: '/appointments/:id/letter', verdicts: reads },
  { method: 'GET', path: '/appointments/:id/letter/issue', verdicts: manages },
  { method: 'POST', path: '/appointments/:id/letter/issue', verdicts: manages },
  { method: 'GET', path: '/appointments/:id/letter/preview.pdf', verdicts: manages },
  { method: 'GET', path: '/appointments/:id/letter/issues/:number', verdicts: reads },
  { method: 'GET', path: '/appointments/:id/letter/issues/:number/cancelled', verdicts: reads },
];
