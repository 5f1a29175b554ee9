import { byRoles, type RouteRow } from '../../../shell/route-rows';

const names = byRoles(['headOwn', 'programOffice'], { headOther: 'notFound' });

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  {
    method: 'GET',
    path: '/team/:unitCode/deputies',
    sample: '/team/OWN/deputies',
    verdicts: names,
  },
  {
    method: 'POST',
    path: '/team/:unitCode/deputies',
    sample: '/team/OWN/deputies',
    verdicts: names,
  },
  {
    method: 'POST',
    path: '/team/:unitCode/deputies/:id/end',
    sample: '/team/OWN/deputies/00000000-0000-4000-8000-00000000dead/end',
    verdicts: names,
  },
];
