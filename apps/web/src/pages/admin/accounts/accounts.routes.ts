import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/accounts', verdicts: byRoles(['auditor', 'administrator']) },
  ...askingAgain(...fileRows('/accounts/list', byRoles(['auditor', 'administrator']))),
  { method: 'GET', path: '/accounts/bulk', verdicts: byRoles(['administrator']), asksAgain: true },
  { method: 'POST', path: '/accounts/bulk', verdicts: byRoles(['administrator']), asksAgain: true },
  { method: 'GET', path: '/accounts/new/:personId', verdicts: byRoles(['administrator']) },
  {
    method: 'POST',
    path: '/accounts/new/:personId',
    verdicts: byRoles(['administrator']),
    asksAgain: true,
  },
  { method: 'GET', path: '/accounts/waiting', verdicts: byRoles(['auditor', 'administrator']) },
  { method: 'POST', path: '/accounts/waiting/end', verdicts: byRoles(['administrator']) },
  { method: 'GET', path: '/accounts/resets', verdicts: byRoles(['auditor', 'administrator']) },
  {
    method: 'POST',
    path: '/accounts/resets/:id/approve',
    verdicts: byRoles(['administrator']),
    asksAgain: true,
  },
  { method: 'POST', path: '/accounts/resets/:id/decline', verdicts: byRoles(['administrator']) },
  {
    method: 'POST',
    path: '/accounts/:id/resets',
    verdicts: byRoles(['administrator']),
    asksAgain: true,
  },
  { method: 'GET', path: '/accounts/:id', verdicts: byRoles(['auditor', 'administrator']) },
  {
    method: 'GET',
    path: '/accounts/:id/suspend',
    verdicts: byRoles(['administrator']),
    asksAgain: true,
  },
  {
    method: 'POST',
    path: '/accounts/:id/suspend',
    verdicts: byRoles(['administrator']),
    asksAgain: true,
  },
  {
    method: 'POST',
    path: '/accounts/:id/reinstate',
    verdicts: byRoles(['administrator']),
    asksAgain: true,
  },
  {
    method: 'POST',
    path: '/accounts/:id/roles',
    verdicts: byRoles(['administrator']),
    asksAgain: true,
  },
  {
    method: 'POST',
    path: '/accounts/:id/roles/revoke',
    verdicts: byRoles(['administrator']),
    asksAgain: true,
  },
  {
    method: 'GET',
    path: '/accounts/:id/reset-password',
    verdicts: byRoles(['administrator']),
    asksAgain: true,
  },
  {
    method: 'POST',
    path: '/accounts/:id/reset-password',
    verdicts: byRoles(['administrator']),
    asksAgain: true,
  },
  {
    method: 'GET',
    path: '/accounts/:id/reset-second-factor',
    verdicts: byRoles(['administrator']),
    asksAgain: true,
  },
  {
    method: 'POST',
    path: '/accounts/:id/reset-second-factor',
    verdicts: byRoles(['administrator']),
    asksAgain: true,
  },
];
