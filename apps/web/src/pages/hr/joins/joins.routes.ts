import { byRoles, type RouteRow } from '../../../shell/route-rows';

const hrOnly = byRoles(['hr']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/people/joins', verdicts: hrOnly },
  { method: 'GET', path: '/people/joins/new', verdicts: hrOnly },
  { method: 'GET', path: '/people/joins/pair', verdicts: hrOnly },
  { method: 'POST', path: '/people/joins/pair', verdicts: hrOnly },
  { method: 'POST', path: '/people/joins/pair/apart', verdicts: hrOnly },
  { method: 'POST', path: '/people/joins/pair/undo-apart', verdicts: hrOnly },
  { method: 'GET', path: '/people/joins/imports/:batchId/:number', verdicts: hrOnly },
  { method: 'POST', path: '/people/joins/imports/:batchId/:number/part', verdicts: hrOnly },
  { method: 'GET', path: '/people/joins/:id', verdicts: hrOnly },
  { method: 'POST', path: '/people/joins/:id/separate', verdicts: hrOnly },
];
