import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const readsCertificates = byRoles(['hr', 'programOffice', 'auditor']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/certification-reviews', verdicts: readsCertificates },
  {
    method: 'GET',
    path: '/certification-reviews/export',
    verdicts: readsCertificates,
    asksAgain: true,
  },
  ...askingAgain(...fileRows('/certification-reviews/export', readsCertificates)),
  { method: 'GET', path: '/certification-reviews/corrections', verdicts: readsCertificates },
  { method: 'GET', path: '/certification-reviews/corrections/:id', verdicts: readsCertificates },
  {
    method: 'POST',
    path: '/certification-reviews/corrections/:id/confirm',
    verdicts: byRoles(['hr']),
  },
  {
    method: 'POST',
    path: '/certification-reviews/corrections/:id/decline',
    verdicts: byRoles(['hr']),
  },
  {
    method: 'POST',
    path: '/certification-reviews/corrections/:id/withdraw',
    verdicts: byRoles(['hr']),
  },
  { method: 'GET', path: '/certification-reviews/:id/correct', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/certification-reviews/:id/correct', verdicts: byRoles(['hr']) },
  {
    method: 'GET',
    path: '/certification-reviews/:id/evidence',
    verdicts: byRoles(['hr', 'auditor']),
  },
  {
    method: 'GET',
    path: '/certification-reviews/:id/evidence/:page',
    verdicts: byRoles(['hr', 'auditor']),
  },
  { method: 'GET', path: '/certification-reviews/:id', verdicts: readsCertificates },
  { method: 'POST', path: '/certification-reviews/:id/verify', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/certification-reviews/:id/return', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/certification-reviews/:id/revoke', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/certification-reviews/:id/revoke', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/certification-reviews/:id/annul', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/certification-reviews/:id/annul', verdicts: byRoles(['hr']) },
];
