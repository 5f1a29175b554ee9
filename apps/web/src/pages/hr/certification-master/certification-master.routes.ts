import { byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const reads = byRoles(['hr', 'programOffice', 'auditor']);
const manages = byRoles(['hr']);
const IP = '/certification-master/ip';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/certification-master', verdicts: reads },
  ...fileRows('/certification-master/export', reads),
  { method: 'GET', path: '/certification-master/new', verdicts: manages },
  { method: 'POST', path: '/certification-master/new', verdicts: manages },
  { method: 'GET', path: '/certification-master/:code', sample: IP, verdicts: reads },
  {
    method: 'GET',
    path: '/certification-master/:code/change',
    sample: `${IP}/change`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/certification-master/:code/change',
    sample: `${IP}/change`,
    verdicts: manages,
  },
  {
    method: 'GET',
    path: '/certification-master/:code/preview',
    sample: `${IP}/preview`,
    verdicts: { ...manages, hr: 'notFound' },
  },
  {
    method: 'POST',
    path: '/certification-master/:code/preview',
    sample: `${IP}/preview`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/certification-master/:code/withdraw',
    sample: `${IP}/withdraw`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/certification-master/:code/check',
    sample: `${IP}/check`,
    verdicts: manages,
  },
];
