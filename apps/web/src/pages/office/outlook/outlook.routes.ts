import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const reads = byRoles(['hr', 'programOffice', 'auditor']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/coverage/outlook', verdicts: reads },
  ...askingAgain(...fileRows('/coverage/outlook/list', reads)),
  { method: 'GET', path: '/coverage/outlook/short', verdicts: reads },
  ...askingAgain(...fileRows('/coverage/outlook/short/list', reads)),
];
