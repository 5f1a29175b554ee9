import { byRoles, type RouteRow } from '../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  {
    method: 'GET',
    path: '/api/v1/reminders',
    verdicts: byRoles(['programOffice', 'auditor']),
    asksAgain: true,
  },
  { method: 'POST', path: '/api/v1/reminders/plan', verdicts: byRoles(['programOffice']) },
];
