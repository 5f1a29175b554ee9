import { SIGNED_IN, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/courses', verdicts: SIGNED_IN },
  { method: 'GET', path: '/courses/:key', verdicts: SIGNED_IN },
  { method: 'GET', path: '/courses/:key/quiz', verdicts: SIGNED_IN },
  { method: 'POST', path: '/courses/:key/drop', verdicts: SIGNED_IN },
  { method: 'POST', path: '/courses/:key/enroll', verdicts: SIGNED_IN },
  { method: 'POST', path: '/courses/:key/quiz', verdicts: SIGNED_IN },
  { method: 'GET', path: '/courses/:key/assets/:versionId/:name', verdicts: SIGNED_IN },
];
