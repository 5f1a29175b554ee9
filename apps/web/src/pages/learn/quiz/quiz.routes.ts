import { SIGNED_IN, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/quiz-attempts/:id', verdicts: SIGNED_IN },
  { method: 'POST', path: '/quiz-attempts/:id/answers', verdicts: SIGNED_IN },
  { method: 'GET', path: '/quiz-attempts/:id/finish', verdicts: SIGNED_IN },
  { method: 'POST', path: '/quiz-attempts/:id/finish', verdicts: SIGNED_IN },
  { method: 'POST', path: '/quiz-attempts/:id/wrong', verdicts: SIGNED_IN },
  { method: 'GET', path: '/quiz-attempts/:id/result', verdicts: SIGNED_IN },
];
