import { byRoles, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  {
    method: 'GET',
    path: '/appointments/handovers',
    verdicts: byRoles(['hr', 'programOffice', 'auditor']),
  },
];
