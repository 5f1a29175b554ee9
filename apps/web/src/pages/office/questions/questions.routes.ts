import { byRoles, type RouteRow } from '../../../shell/route-rows';

const office = byRoles(['programOffice']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/questions', verdicts: office },
  { method: 'GET', path: '/questions/:id', verdicts: office },
  { method: 'POST', path: '/questions/:id/withdraw', verdicts: office },
  { method: 'POST', path: '/questions/:id/take-back', verdicts: office },
  { method: 'GET', path: '/questions/:id/rescore', verdicts: office },
  { method: 'POST', path: '/questions/:id/rescore', verdicts: office },
];
