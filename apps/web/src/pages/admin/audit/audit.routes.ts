import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const readsLogs = byRoles(['auditor', 'administrator']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/audit', verdicts: byRoles(['auditor', 'administrator']) },
  { method: 'GET', path: '/audit/entries/:entryId/members', verdicts: readsLogs },
  { method: 'GET', path: '/audit/check', verdicts: byRoles(['auditor', 'administrator']) },
  { method: 'POST', path: '/audit/check', verdicts: byRoles(['auditor', 'administrator']) },
  { method: 'GET', path: '/audit/access', verdicts: readsLogs },
  ...askingAgain(...fileRows('/audit/access/entries', readsLogs)),
  { method: 'GET', path: '/audit/summary', verdicts: readsLogs },
  { method: 'GET', path: '/audit/retention', verdicts: readsLogs },
  { method: 'POST', path: '/audit/retention', verdicts: byRoles(['administrator']) },
  ...askingAgain(...fileRows('/audit/entries', byRoles(['auditor', 'administrator']))),
];
