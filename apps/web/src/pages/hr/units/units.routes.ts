import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const readsOrganization = byRoles(['hr', 'programOffice', 'auditor']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/units', verdicts: readsOrganization },
  ...fileRows('/units/list', readsOrganization),
  { method: 'GET', path: '/units/:code', verdicts: readsOrganization, sample: '/units/OWN' },
  ...askingAgain(...fileRows('/units/:code/staff', readsOrganization)),
];
