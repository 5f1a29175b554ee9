import { byRoles, type RouteRow } from '../../../shell/route-rows';

const HR = byRoles(['hr']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/people/new', verdicts: HR },
  { method: 'POST', path: '/people/new', verdicts: HR },
  { method: 'POST', path: '/people/new/apply', verdicts: HR },
  { method: 'GET', path: '/people/:person/changes', verdicts: HR },
  { method: 'GET', path: '/people/:person/changes/:change', verdicts: HR },
  { method: 'POST', path: '/people/:person/changes/:change', verdicts: HR },
  { method: 'POST', path: '/people/:person/changes/:change/apply', verdicts: HR },
  { method: 'GET', path: '/units/new', verdicts: HR },
  { method: 'POST', path: '/units/new', verdicts: HR },
  { method: 'POST', path: '/units/new/apply', verdicts: HR },
  { method: 'GET', path: '/units/:code/place', verdicts: HR },
  { method: 'POST', path: '/units/:code/place', verdicts: HR },
  { method: 'POST', path: '/units/:code/place/apply', verdicts: HR },
  { method: 'GET', path: '/units/:code/end', verdicts: HR },
  { method: 'POST', path: '/units/:code/end', verdicts: HR },
  { method: 'POST', path: '/units/:code/end/apply', verdicts: HR },
  { method: 'GET', path: '/units/:code/merge', verdicts: HR },
  { method: 'POST', path: '/units/:code/merge', verdicts: HR },
  { method: 'POST', path: '/units/:code/merge/apply', verdicts: HR },
  { method: 'GET', path: '/units/:code/split', verdicts: HR },
  { method: 'POST', path: '/units/:code/split', verdicts: HR },
  { method: 'POST', path: '/units/:code/split/apply', verdicts: HR },
  { method: 'GET', path: '/units/:code/name', verdicts: HR },
  { method: 'POST', path: '/units/:code/name', verdicts: HR },
  { method: 'POST', path: '/units/:code/name/apply', verdicts: HR },
];
