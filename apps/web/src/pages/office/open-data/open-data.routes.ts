import { EVERYBODY, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  // Not found by anybody as long as the city has not switched it on.
  { method: 'GET', path: '/open-data', verdicts: EVERYBODY },
  { method: 'GET', path: '/open-data/figures.csv', verdicts: EVERYBODY },
  { method: 'GET', path: '/open-data/dictionary.csv', verdicts: EVERYBODY },
];
