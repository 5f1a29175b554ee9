import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const OFFICES = ['hr', 'programOffice', 'auditor'] as const;

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/people', verdicts: byRoles(OFFICES) },
  ...askingAgain(...fileRows('/people/list', byRoles(OFFICES))),
  {
    method: 'GET',
    path: '/people/:person',
    sample: '/people/700001',
    verdicts: byRoles(['staff', 'headOwn', ...OFFICES], {
      headOther: 'notFound',
      administrator: 'notFound',
    }),
  },
];
