import { byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const reads = byRoles(['hr', 'programOffice', 'auditor']);
const manages = byRoles(['programOffice', 'administrator']);
const HOLDERS = '/coverage/targets/it_passport_holders';
const CASES = '/coverage/targets/bpr_cases';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/coverage/targets', verdicts: reads },
  ...fileRows('/coverage/targets/list', reads),
  { method: 'GET', path: '/coverage/targets/:code', sample: HOLDERS, verdicts: reads },
  {
    method: 'GET',
    path: '/coverage/targets/:code/change',
    sample: `${HOLDERS}/change`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/coverage/targets/:code/change',
    sample: `${HOLDERS}/change`,
    verdicts: manages,
  },
  {
    method: 'GET',
    path: '/coverage/targets/:code/end',
    sample: `${HOLDERS}/end`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/coverage/targets/:code/end',
    sample: `${HOLDERS}/end`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/coverage/targets/:code/withdraw',
    sample: `${HOLDERS}/withdraw`,
    verdicts: manages,
  },
  {
    method: 'GET',
    path: '/coverage/targets/:code/value',
    sample: `${CASES}/value`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/coverage/targets/:code/value',
    sample: `${CASES}/value`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/coverage/targets/:code/value/withdraw',
    sample: `${CASES}/value/withdraw`,
    verdicts: manages,
  },
];
