import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const readsTeams = byRoles(['headOther', 'headOwn', 'hr', 'programOffice', 'auditor']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/reminders', verdicts: byRoles(['programOffice', 'auditor']) },
  ...['told', 'not-told'].map((act): RouteRow => ({
    ...{ method: 'POST', path: `/reminders/by-hand/${act}` },
    verdicts: byRoles(['headOwn', 'headOther']),
  })),
  { method: 'GET', path: '/reminders/why', verdicts: byRoles(['programOffice', 'auditor']) },
  { method: 'GET', path: '/reminders/upcoming', verdicts: byRoles(['programOffice', 'auditor']) },
  { method: 'GET', path: '/reminders/by-hand', verdicts: readsTeams },
  ...askingAgain(...fileRows('/reminders/list', byRoles(['programOffice', 'auditor']))),
  ...askingAgain(...fileRows('/reminders/upcoming', byRoles(['programOffice', 'auditor']))),
  ...askingAgain(...fileRows('/reminders/by-hand', readsTeams)),
  { method: 'POST', path: '/reminders/plan', verdicts: byRoles(['programOffice']) },
];
