import { askingAgain, byRoles, type RouteRow } from '../../../shell/route-rows';

const manages = byRoles(['programOffice']);
const PATH = '/appointments/letters';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: PATH, verdicts: manages },
  { method: 'POST', path: PATH, verdicts: manages },
  { method: 'GET', path: `${PATH}/batches/:id`, verdicts: manages },
  { method: 'POST', path: `${PATH}/batches/:id/cancel`, verdicts: manages },
  ...askingAgain(
    { method: 'GET', path: `${PATH}/batches/:id/letters.pdf`, verdicts: manages },
    { method: 'GET', path: `${PATH}/batches/:id/letters.zip`, verdicts: manages },
  ),
];
