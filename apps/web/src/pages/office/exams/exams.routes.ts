import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const follows = byRoles(['hr', 'programOffice']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/exams/board', verdicts: follows },
  { method: 'GET', path: '/exams/board/list', verdicts: follows },
  ...askingAgain(...fileRows('/exams/board/list', follows)),
];
