import { byRoles, type RouteRow } from '../../../shell/route-rows';

const halts = byRoles(['programOffice', 'administrator']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/disaster-mode', verdicts: halts },
  { method: 'POST', path: '/disaster-mode', verdicts: halts },
  { method: 'POST', path: '/disaster-mode/resume', verdicts: halts },
];
