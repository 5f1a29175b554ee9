import { type RouteRow, SIGNED_IN } from '../../../shell/route-rows';

/** Who may do what here: everybody writes down and takes back what is their own. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/my-role/activities', verdicts: SIGNED_IN },
  { method: 'POST', path: '/my-role/activities', verdicts: SIGNED_IN },
  { method: 'POST', path: '/my-role/activities/:id/take-back', verdicts: SIGNED_IN },
];
