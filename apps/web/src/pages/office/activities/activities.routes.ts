import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const reads = byRoles(['hr', 'programOffice', 'auditor']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/appointments/activities', verdicts: reads },
  ...askingAgain(...fileRows('/appointments/activities/list', reads)),
];
