import { byRoles, type RouteRow } from '../../../shell/route-rows';

const office = byRoles(['programOffice']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/mock-exams', verdicts: office },
  { method: 'GET', path: '/mock-exams/:number', sample: '/mock-exams/700001', verdicts: office },
  { method: 'POST', path: '/mock-exams/:number', verdicts: office },
  { method: 'POST', path: '/mock-exams/:number/end', verdicts: office },
];
