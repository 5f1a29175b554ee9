import { type RouteRow, SIGNED_IN } from '../../../shell/route-rows';

/** Who may do what here; in production the route does not exist. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/styleguide', verdicts: SIGNED_IN },
];
