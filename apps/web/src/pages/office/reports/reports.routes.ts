import { byRoles, type RouteRow } from '../../../shell/route-rows';

const reads = byRoles(['hr', 'programOffice', 'auditor']);
const changes = byRoles(['programOffice']);
const PATH = '/coverage/reports';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: PATH, verdicts: reads },
  { method: 'GET', path: `${PATH}/new`, verdicts: changes },
  { method: 'POST', path: `${PATH}/new`, verdicts: changes },
  { method: 'POST', path: `${PATH}/:id/end`, verdicts: changes },
];
