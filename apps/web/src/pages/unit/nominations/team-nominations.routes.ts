import { byRoles, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here; who heads nothing finds nothing. */
export const ROUTES: readonly RouteRow[] = [
  {
    method: 'GET',
    path: '/team/nominations',
    verdicts: byRoles(['headOther', 'headOwn', 'hr', 'programOffice', 'auditor']),
  },
];
