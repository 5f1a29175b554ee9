import { byRoles, type RouteRow } from '../../shell/route-rows';

const readsTeams = byRoles(['headOther', 'headOwn', 'hr', 'programOffice', 'auditor']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/api/v1/units', verdicts: readsTeams },
  {
    method: 'GET',
    path: '/api/v1/units/:code/staff',
    sample: '/api/v1/units/OWN/staff',
    verdicts: { ...readsTeams, headOther: 'notFound' },
    asksAgain: true,
  },
  { method: 'POST', path: '/api/v1/imports/organization', verdicts: byRoles(['hr']) },
];
