import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const reads = byRoles(['hr', 'programOffice', 'auditor']);
const publishes = byRoles(['programOffice']);
const PATH = '/coverage/publications';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: PATH, verdicts: reads },
  ...fileRows(`${PATH}/list`, reads),
  { method: 'GET', path: `${PATH}/new`, verdicts: publishes },
  { method: 'POST', path: `${PATH}/new`, verdicts: publishes },
  { method: 'GET', path: `${PATH}/confirm`, verdicts: publishes },
  { method: 'POST', path: `${PATH}/confirm`, verdicts: publishes },
  { method: 'GET', path: `${PATH}/:id`, verdicts: reads },
  { method: 'GET', path: `${PATH}/:id/withdraw`, verdicts: publishes },
  { method: 'POST', path: `${PATH}/:id/withdraw`, verdicts: publishes },
  { method: 'GET', path: `${PATH}/:id/files/:kind`, verdicts: reads },
  ...askingAgain({ method: 'GET', path: `${PATH}/:id/named/:kind`, verdicts: reads }),
];
