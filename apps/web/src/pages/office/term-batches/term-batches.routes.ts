import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const manages = byRoles(['programOffice']);
const BATCH = '/appointments/batches/:id';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/appointments/ending', verdicts: manages },
  { method: 'POST', path: '/appointments/ending', verdicts: manages },
  { method: 'GET', path: '/appointments/many', verdicts: manages },
  { method: 'POST', path: '/appointments/many', verdicts: manages },
  { method: 'POST', path: '/appointments/many/nominated', verdicts: manages },
  { method: 'GET', path: '/appointments/many/example.csv', verdicts: manages },
  ...askingAgain(...fileRows(`${BATCH}/refusals`, manages)),
  { method: 'GET', path: BATCH, verdicts: manages },
  { method: 'POST', path: `${BATCH}/confirm`, verdicts: manages },
  { method: 'POST', path: `${BATCH}/cancel`, verdicts: manages },
  { method: 'GET', path: `${BATCH}/undo`, verdicts: manages },
  { method: 'POST', path: `${BATCH}/undo`, verdicts: manages },
];
