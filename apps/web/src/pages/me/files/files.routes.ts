import { SIGNED_IN, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here: everybody with their own files; which list one may order is asked for its own right. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/files', verdicts: SIGNED_IN },
  { method: 'GET', path: '/files/new', verdicts: SIGNED_IN },
  { method: 'POST', path: '/files/new', verdicts: SIGNED_IN, asksAgain: true },
  { method: 'POST', path: '/files/:id/cancel', verdicts: SIGNED_IN },
  { method: 'POST', path: '/files/:id/delete', verdicts: SIGNED_IN },
  { method: 'GET', path: '/files/:id/file', verdicts: SIGNED_IN, asksAgain: true },
];
