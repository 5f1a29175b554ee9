import { byRoles, type RouteRow } from '../../../shell/route-rows';

const reads = byRoles(['hr', 'programOffice', 'auditor']);
const manages = byRoles(['programOffice']);
const LEADER = '/appointments/roles/leader';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/appointments/roles', verdicts: reads },
  { method: 'GET', path: '/appointments/roles/new', verdicts: manages },
  { method: 'POST', path: '/appointments/roles/new', verdicts: manages },
  // The plan's own roles are called by the city's words.
  {
    method: 'GET',
    path: '/appointments/roles/:role/name',
    sample: `${LEADER}/name`,
    verdicts: { ...manages, programOffice: 'notFound' },
  },
  {
    method: 'POST',
    path: '/appointments/roles/:role/name',
    sample: `${LEADER}/name`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/appointments/roles/:role/name/withdraw',
    sample: `${LEADER}/name/withdraw`,
    verdicts: manages,
  },
  {
    method: 'GET',
    path: '/appointments/roles/:role/remove',
    sample: `${LEADER}/remove`,
    verdicts: { ...manages, programOffice: 'notFound' },
  },
  {
    method: 'POST',
    path: '/appointments/roles/:role/remove',
    sample: `${LEADER}/remove`,
    verdicts: manages,
  },
  { method: 'GET', path: '/appointments/roles/:role', sample: LEADER, verdicts: reads },
  {
    method: 'GET',
    path: '/appointments/roles/:role/new',
    sample: `${LEADER}/new`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/appointments/roles/:role/new',
    sample: `${LEADER}/new`,
    verdicts: manages,
  },
  {
    method: 'GET',
    path: '/appointments/roles/:role/preview',
    sample: `${LEADER}/preview`,
    verdicts: { ...manages, programOffice: 'notFound' },
  },
  {
    method: 'POST',
    path: '/appointments/roles/:role/preview',
    sample: `${LEADER}/preview`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/appointments/roles/:role/withdraw',
    sample: `${LEADER}/withdraw`,
    verdicts: manages,
  },
];
