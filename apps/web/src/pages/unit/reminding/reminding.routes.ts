import { byRoles, type RouteRow } from '../../../shell/route-rows';

const heads = byRoles(['headOwn'], { headOther: 'notFound' });

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  {
    method: 'GET',
    path: '/team/:unitCode/remind',
    sample: '/team/OWN/remind',
    verdicts: heads,
  },
  ...['remind', 'undo-reminders'].map((act): RouteRow => ({
    method: 'POST',
    path: `/team/:unitCode/${act}`,
    sample: `/team/OWN/${act}`,
    verdicts: heads,
  })),
];
