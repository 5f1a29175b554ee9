import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/assignments', verdicts: byRoles(['programOffice', 'auditor']) },
  ...fileRows('/assignments/list', byRoles(['programOffice', 'auditor'])),
  { method: 'POST', path: '/assignments', verdicts: byRoles(['programOffice']) },
  { method: 'GET', path: '/assignments/new', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/assignments/preview', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/assignments/again', verdicts: byRoles(['programOffice']) },
  {
    method: 'GET',
    path: '/assignments/:assignmentId',
    verdicts: byRoles(['programOffice', 'auditor']),
  },
  ...fileRows('/assignments/:assignmentId/units', byRoles(['programOffice', 'auditor'])),
  ...askingAgain(
    ...fileRows('/assignments/:assignmentId/people', byRoles(['programOffice', 'auditor'])),
  ),
  {
    method: 'GET',
    path: '/assignments/:assignmentId/withdraw',
    verdicts: byRoles(['programOffice']),
  },
  {
    method: 'POST',
    path: '/assignments/:assignmentId/withdraw',
    verdicts: byRoles(['programOffice']),
  },
  {
    method: 'POST',
    path: '/assignments/:assignmentId/undo-withdrawal',
    verdicts: byRoles(['programOffice']),
  },
  {
    method: 'POST',
    path: '/assignments/:assignmentId/exempt',
    verdicts: byRoles(['programOffice']),
  },
  {
    method: 'POST',
    path: '/assignments/:assignmentId/undo-exemptions',
    verdicts: byRoles(['programOffice']),
  },
];
