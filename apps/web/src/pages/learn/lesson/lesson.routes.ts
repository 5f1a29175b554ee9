import { SIGNED_IN, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/courses/:key/lessons/:lesson', verdicts: SIGNED_IN },
  { method: 'POST', path: '/courses/:key/lessons/:lesson/complete', verdicts: SIGNED_IN },
  { method: 'POST', path: '/courses/:key/lessons/:lesson/checks/:questionId', verdicts: SIGNED_IN },
];
