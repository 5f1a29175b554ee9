import { type RouteRow, SIGNED_IN } from '../../../shell/route-rows';

/** Who may do what here: everybody reads what is their own. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/my-role', verdicts: SIGNED_IN },
  { method: 'GET', path: '/my-role/letters/:id/:number', verdicts: SIGNED_IN },
];
