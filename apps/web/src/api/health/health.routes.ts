import { EVERYBODY, type RouteRow } from '../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/health', verdicts: EVERYBODY },
  { method: 'GET', path: '/api/v1/health', verdicts: EVERYBODY },
];
