import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const reads = byRoles(['hr', 'programOffice', 'auditor']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/appointments/cohorts', verdicts: reads },
  ...askingAgain(...fileRows('/appointments/cohorts/list', reads)),
  { method: 'GET', path: '/appointments/cohorts/people', verdicts: reads },
  ...askingAgain(...fileRows('/appointments/cohorts/people', reads)),
];
