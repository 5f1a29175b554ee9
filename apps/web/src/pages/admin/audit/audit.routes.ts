import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/audit', verdicts: byRoles(['auditor', 'administrator']) },
  { method: 'GET', path: '/audit/check', verdicts: byRoles(['auditor', 'administrator']) },
  { method: 'POST', path: '/audit/check', verdicts: byRoles(['auditor', 'administrator']) },
  ...askingAgain(...fileRows('/audit/entries', byRoles(['auditor', 'administrator']))),
];
