import { byRoles, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  {
    method: 'GET',
    path: '/team/:unitCode/handovers',
    sample: '/team/OWN/handovers',
    verdicts: byRoles(['headOwn', 'hr', 'programOffice', 'auditor'], { headOther: 'notFound' }),
  },
  {
    method: 'POST',
    path: '/team/:unitCode/handovers/tick',
    sample: '/team/OWN/handovers/tick',
    verdicts: byRoles(['headOwn', 'programOffice'], { headOther: 'notFound' }),
  },
];
