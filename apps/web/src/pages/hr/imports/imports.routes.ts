import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/imports', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports', verdicts: byRoles(['hr']) },
  ...askingAgain({ method: 'GET', path: '/imports/roster.csv', verdicts: byRoles(['hr']) }),
  { method: 'GET', path: '/imports/examples/:name', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/imports/words', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports/words', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports/words/:wordId/forget', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/imports/:id/words', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports/:id/words', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/imports/orders/:id', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports/orders/:id/cancel', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/imports/:id', verdicts: byRoles(['hr']) },
  ...askingAgain(...fileRows('/imports/rows', byRoles(['hr']))),
  { method: 'POST', path: '/imports/:id/apply', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/imports/:id/leavings', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports/:id/leavings', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/imports/:id/units', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/imports/:id/undo', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports/:id/undo', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports/:id/numbers', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports/:id/repairs', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports/:id/discard', verdicts: byRoles(['hr']) },
];
