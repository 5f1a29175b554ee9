import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/year-end', verdicts: byRoles(['programOffice', 'auditor']) },
  ...askingAgain(...fileRows('/year-end/open', byRoles(['programOffice', 'auditor']))),
  { method: 'POST', path: '/year-end', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/year-end/undo', verdicts: byRoles(['programOffice']) },
];
