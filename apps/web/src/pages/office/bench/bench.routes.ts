import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const manages = byRoles(['programOffice']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/appointments/bench', verdicts: manages },
  ...askingAgain(...fileRows('/appointments/bench/list', manages)),
];
