import { SIGNED_IN, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/settings', verdicts: SIGNED_IN },
  { method: 'POST', path: '/settings/tokens', verdicts: SIGNED_IN, asksAgain: true },
  { method: 'POST', path: '/settings/tokens/:id/revoke', verdicts: SIGNED_IN },
];
