import { SIGNED_IN, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/certifications', verdicts: SIGNED_IN },
  { method: 'GET', path: '/certifications/new', verdicts: SIGNED_IN },
  { method: 'POST', path: '/certifications/new', verdicts: SIGNED_IN },
  { method: 'GET', path: '/certifications/:id/evidence', verdicts: SIGNED_IN },
  { method: 'GET', path: '/certifications/:id/withdraw', verdicts: SIGNED_IN },
  { method: 'POST', path: '/certifications/:id/withdraw', verdicts: SIGNED_IN },
  { method: 'GET', path: '/certifications/way', verdicts: SIGNED_IN },
  { method: 'POST', path: '/certifications/way', verdicts: SIGNED_IN },
  { method: 'POST', path: '/certifications/way/withdraw', verdicts: SIGNED_IN },
  { method: 'POST', path: '/certifications/way/share', verdicts: SIGNED_IN },
  { method: 'GET', path: '/certifications/exams/new', verdicts: SIGNED_IN },
  { method: 'POST', path: '/certifications/exams/new', verdicts: SIGNED_IN },
  { method: 'GET', path: '/certifications/exams/:id', verdicts: SIGNED_IN },
  { method: 'POST', path: '/certifications/exams/:id', verdicts: SIGNED_IN },
  { method: 'POST', path: '/certifications/exams/:id/plan', verdicts: SIGNED_IN },
];
