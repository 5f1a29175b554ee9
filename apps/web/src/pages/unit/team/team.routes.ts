import { byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const readsTeams = byRoles(['headOther', 'headOwn', 'hr', 'programOffice', 'auditor']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/team', verdicts: readsTeams },
  {
    method: 'GET',
    path: '/team/:unitCode',
    sample: '/team/OWN',
    verdicts: { ...readsTeams, headOther: 'notFound' },
  },
  {
    method: 'GET',
    path: '/team/:unitCode/candidates',
    sample: '/team/OWN/candidates',
    verdicts: { ...readsTeams, headOther: 'notFound' },
  },
  ...['prompt', 'undo-prompts'].map((act): RouteRow => ({
    method: 'POST',
    path: `/team/:unitCode/${act}`,
    sample: `/team/OWN/${act}`,
    verdicts: byRoles(['headOwn'], { headOther: 'notFound' }),
  })),
  ...fileRows('/team/:unitCode/people', { ...readsTeams, headOther: 'notFound' }).map((row) => ({
    ...row,
    asksAgain: true as const,
    sample: row.path.replace(':unitCode', 'OWN'),
  })),
];
