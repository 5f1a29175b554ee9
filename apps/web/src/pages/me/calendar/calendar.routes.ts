import { byRoles, type RouteRow, SIGNED_IN, VISITORS } from '../../../shell/route-rows';

const NOBODY_WITHOUT_SECRET = byRoles(
  [],
  Object.fromEntries(VISITORS.map((visitor) => [visitor, 'notFound'])),
);

/** Who may do what here. The feed is opened by who knows its secret; to everybody else it is not there. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/settings/calendar', verdicts: SIGNED_IN },
  { method: 'GET', path: '/settings/calendar/own.ics', verdicts: SIGNED_IN },
  { method: 'POST', path: '/settings/calendar', verdicts: SIGNED_IN, asksAgain: true },
  { method: 'POST', path: '/settings/calendar/revoke', verdicts: SIGNED_IN },
  { method: 'GET', path: '/calendar/:file', verdicts: NOBODY_WITHOUT_SECRET },
];
