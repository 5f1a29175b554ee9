import { type RouteRow, SIGNED_IN } from '../../../shell/route-rows';

/** Who may do what here; whose notice it is, is the lib's to say. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/notices', verdicts: SIGNED_IN },
  { method: 'GET', path: '/notices/stream', verdicts: SIGNED_IN },
  { method: 'GET', path: '/notices/:id', verdicts: SIGNED_IN },
  ...['/notices/read-all', '/notices/undo-read-all', '/notices/:id/open', '/notices/:id/mark'].map(
    (path): RouteRow => ({ method: 'POST', path, verdicts: SIGNED_IN }),
  ),
];
