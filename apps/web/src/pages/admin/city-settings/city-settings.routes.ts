import { byRoles, type RouteRow } from '../../../shell/route-rows';

const readsSettings = byRoles(['programOffice', 'auditor', 'administrator']);
const managesSettings = byRoles(['administrator']);
const managesCounting = byRoles(['programOffice', 'administrator']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/city-settings', verdicts: readsSettings },
  { method: 'GET', path: '/city-settings/words', verdicts: readsSettings },
  { method: 'POST', path: '/city-settings/words', verdicts: managesSettings },
  { method: 'POST', path: '/city-settings/words/:id/withdraw', verdicts: managesSettings },
  { method: 'GET', path: '/city-settings/holidays', verdicts: readsSettings },
  { method: 'POST', path: '/city-settings/holidays', verdicts: managesSettings },
  { method: 'POST', path: '/city-settings/holidays/remove', verdicts: managesSettings },
  { method: 'GET', path: '/city-settings/titles', verdicts: readsSettings },
  { method: 'POST', path: '/city-settings/titles', verdicts: managesSettings },
  { method: 'GET', path: '/city-settings/units', verdicts: readsSettings },
  {
    method: 'GET',
    path: '/city-settings/units/:code',
    verdicts: readsSettings,
    sample: '/city-settings/units/OWN',
  },
  { method: 'POST', path: '/city-settings/units/:code', verdicts: managesSettings },
  { method: 'GET', path: '/city-settings/targets', verdicts: readsSettings },
  { method: 'GET', path: '/city-settings/sign-in', verdicts: readsSettings },
  { method: 'POST', path: '/city-settings/sign-in', verdicts: managesSettings, asksAgain: true },
  { method: 'GET', path: '/city-settings/evidence', verdicts: readsSettings },
  { method: 'POST', path: '/city-settings/evidence', verdicts: managesSettings },
  { method: 'GET', path: '/city-settings/intentions', verdicts: readsSettings },
  { method: 'POST', path: '/city-settings/intentions', verdicts: managesSettings },
  { method: 'GET', path: '/city-settings/files', verdicts: readsSettings },
  { method: 'POST', path: '/city-settings/files', verdicts: managesSettings },
  { method: 'GET', path: '/city-settings/open-data', verdicts: readsSettings },
  { method: 'POST', path: '/city-settings/open-data', verdicts: managesSettings },
  { method: 'GET', path: '/city-settings/rules', verdicts: readsSettings },
  { method: 'POST', path: '/city-settings/rules', verdicts: managesCounting },
  {
    method: 'GET',
    path: '/city-settings/rules/preview',
    verdicts: { ...managesCounting, programOffice: 'notFound', administrator: 'notFound' },
  },
  { method: 'POST', path: '/city-settings/rules/preview', verdicts: managesCounting },
  { method: 'POST', path: '/city-settings/rules/withdraw', verdicts: managesCounting },
];
