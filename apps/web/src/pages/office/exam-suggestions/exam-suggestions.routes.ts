import { byRoles, type RouteRow } from '../../../shell/route-rows';

const office = byRoles(['programOffice']);
const UNIT = '/exam-suggestions/units/00000000-0000-4000-8000-000000000000';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/exam-suggestions', verdicts: office },
  { method: 'POST', path: '/exam-suggestions/units/:unit', sample: UNIT, verdicts: office },
  { method: 'POST', path: '/exam-suggestions/acts/:act/withdraw', verdicts: office },
  {
    method: 'GET',
    path: '/exam-suggestions/:number',
    sample: '/exam-suggestions/700001',
    verdicts: office,
  },
  { method: 'POST', path: '/exam-suggestions/:number', verdicts: office },
  { method: 'POST', path: '/exam-suggestions/:number/withdraw', verdicts: office },
];
