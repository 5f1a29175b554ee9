import { SIGNED_IN, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/itpassport', verdicts: SIGNED_IN },
  { method: 'GET', path: '/itpassport/syllabus', verdicts: SIGNED_IN },
  { method: 'POST', path: '/itpassport/practice', verdicts: SIGNED_IN },
  { method: 'GET', path: '/itpassport/practice/:id', verdicts: SIGNED_IN },
  { method: 'GET', path: '/itpassport/practice/:id/result', verdicts: SIGNED_IN },
  { method: 'POST', path: '/itpassport/practice/:id/answers', verdicts: SIGNED_IN },
  { method: 'POST', path: '/itpassport/practice/:id/next', verdicts: SIGNED_IN },
  { method: 'POST', path: '/itpassport/practice/:id/mark', verdicts: SIGNED_IN },
  { method: 'POST', path: '/itpassport/practice/:id/stop', verdicts: SIGNED_IN },
  { method: 'GET', path: '/itpassport/mocks/new', verdicts: SIGNED_IN },
  { method: 'POST', path: '/itpassport/mocks', verdicts: SIGNED_IN },
  { method: 'GET', path: '/itpassport/mocks/:id/result', verdicts: SIGNED_IN },
  { method: 'GET', path: '/itpassport/notices', verdicts: SIGNED_IN },
  { method: 'POST', path: '/itpassport/notices', verdicts: SIGNED_IN },
  { method: 'POST', path: '/itpassport/suggestion/dismiss', verdicts: SIGNED_IN },
];
