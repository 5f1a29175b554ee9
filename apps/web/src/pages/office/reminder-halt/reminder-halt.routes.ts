import { byRoles, type RouteRow } from '../../../shell/route-rows';

const halts = byRoles(['programOffice', 'administrator']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/reminders/halt', verdicts: halts },
  { method: 'POST', path: '/reminders/halt', verdicts: halts },
  { method: 'POST', path: '/reminders/halt/resume', verdicts: halts },
];
