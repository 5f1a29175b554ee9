import { byRoles, type RouteRow } from '../../../shell/route-rows';

const reads = byRoles(['hr', 'programOffice', 'auditor']);
const manages = byRoles(['programOffice']);
const SHOWN = { ...manages, programOffice: 'notFound' } as const;
const PATH = '/appointments/letter-templates/:letter/:seal';
const SAMPLE = '/appointments/letter-templates/appointment/omitted';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/appointments/letter-templates', verdicts: reads },
  { method: 'GET', path: PATH, sample: SAMPLE, verdicts: reads },
  { method: 'GET', path: `${PATH}/new`, sample: `${SAMPLE}/new`, verdicts: manages },
  { method: 'POST', path: `${PATH}/new`, sample: `${SAMPLE}/new`, verdicts: manages },
  // Without the words there is nothing to be shown.
  { method: 'GET', path: `${PATH}/preview`, sample: `${SAMPLE}/preview`, verdicts: SHOWN },
  { method: 'GET', path: `${PATH}/preview.pdf`, sample: `${SAMPLE}/preview.pdf`, verdicts: SHOWN },
  { method: 'POST', path: `${PATH}/preview`, sample: `${SAMPLE}/preview`, verdicts: manages },
  { method: 'POST', path: `${PATH}/withdraw`, sample: `${SAMPLE}/withdraw`, verdicts: manages },
];
