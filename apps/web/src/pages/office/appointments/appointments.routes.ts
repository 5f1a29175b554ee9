import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const readsCertificates = byRoles(['hr', 'programOffice', 'auditor']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/appointments', verdicts: readsCertificates },
  ...askingAgain(...fileRows('/appointments/list', readsCertificates)),
  { method: 'GET', path: '/appointments/new', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/appointments/new', verdicts: byRoles(['programOffice']) },
  { method: 'GET', path: '/appointments/:id', verdicts: readsCertificates },
  { method: 'GET', path: '/appointments/:id/end', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/appointments/:id/end', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/appointments/:id/undo-end', verdicts: byRoles(['programOffice']) },
  { method: 'GET', path: '/appointments/:id/renew', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/appointments/:id/renew', verdicts: byRoles(['programOffice']) },
  { method: 'GET', path: '/appointments/:id/extend', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/appointments/:id/extend', verdicts: byRoles(['programOffice']) },
  { method: 'GET', path: '/appointments/:id/undo-extension', verdicts: byRoles(['programOffice']) },
  {
    method: 'POST',
    path: '/appointments/:id/undo-extension',
    verdicts: byRoles(['programOffice']),
  },
  { method: 'GET', path: '/appointments/:id/annul', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/appointments/:id/annul', verdicts: byRoles(['programOffice']) },
];
