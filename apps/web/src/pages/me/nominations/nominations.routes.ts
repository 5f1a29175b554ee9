import { type RouteRow, SIGNED_IN } from '../../../shell/route-rows';

const ACTS = ['consent', 'decline', 'take-back', 'withdraw', 'support', 'undo-support'];

/** Who may do what here; whom a recommendation concerns is the lib's to say. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/nominations', verdicts: SIGNED_IN },
  { method: 'GET', path: '/nominations/new', verdicts: SIGNED_IN },
  { method: 'POST', path: '/nominations/new', verdicts: SIGNED_IN },
  { method: 'GET', path: '/nominations/:id', verdicts: SIGNED_IN },
  ...ACTS.map((act): RouteRow => ({
    ...{ method: 'POST', path: `/nominations/:id/${act}`, verdicts: SIGNED_IN },
  })),
];
