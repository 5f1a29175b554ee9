import { byRoles, type RouteRow } from '../../../shell/route-rows';

const reads = byRoles(['hr', 'programOffice', 'auditor', 'administrator']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/year-turn', verdicts: reads },
  { method: 'GET', path: '/first-start', verdicts: reads },
];
