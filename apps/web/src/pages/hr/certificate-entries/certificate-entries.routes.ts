import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const HR = byRoles(['hr']);
const ONE = '/certification-reviews/entries/:id';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/certification-reviews/entries', verdicts: HR },
  { method: 'POST', path: '/certification-reviews/entries', verdicts: HR },
  { method: 'GET', path: '/certification-reviews/entries/example.csv', verdicts: HR },
  { method: 'GET', path: ONE, verdicts: HR },
  ...askingAgain(...fileRows(`${ONE}/refusals`, HR)),
  { method: 'POST', path: `${ONE}/confirm`, verdicts: HR },
  { method: 'POST', path: `${ONE}/discard`, verdicts: HR },
  { method: 'GET', path: `${ONE}/undo`, verdicts: HR },
  { method: 'POST', path: `${ONE}/undo`, verdicts: HR },
];
