import { SIGNED_IN, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/learning', verdicts: SIGNED_IN },
  { method: 'GET', path: '/learning/certificate', verdicts: SIGNED_IN },
];
