import { askingAgain, byRoles, type RouteRow } from '../../../shell/route-rows';

const OPENS = byRoles(['hr', 'programOffice']);
const EDITS = byRoles(['hr']);
const PATH = '/drafts/:id';

/** Who may do what here; of a draft itself only who is named in it. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/drafts', verdicts: OPENS },
  { method: 'GET', path: '/drafts/new', verdicts: EDITS },
  { method: 'POST', path: '/drafts/new', verdicts: EDITS },
  { method: 'GET', path: PATH, verdicts: OPENS },
  { method: 'POST', path: `${PATH}/play`, verdicts: OPENS },
  { method: 'GET', path: `${PATH}/rows`, verdicts: OPENS },
  { method: 'POST', path: `${PATH}/files`, verdicts: EDITS },
  { method: 'POST', path: `${PATH}/take-out`, verdicts: EDITS },
  { method: 'GET', path: `${PATH}/lines/:act`, verdicts: EDITS },
  { method: 'POST', path: `${PATH}/lines/:act`, verdicts: EDITS },
  { method: 'GET', path: `${PATH}/readers`, verdicts: OPENS },
  { method: 'POST', path: `${PATH}/readers`, verdicts: EDITS },
  { method: 'POST', path: `${PATH}/readers/:accountId/remove`, verdicts: EDITS },
  { method: 'GET', path: `${PATH}/discard`, verdicts: EDITS },
  { method: 'POST', path: `${PATH}/discard`, verdicts: EDITS },
  { method: 'GET', path: `${PATH}/hand-over`, verdicts: EDITS },
  { method: 'POST', path: `${PATH}/hand-over`, verdicts: EDITS },
  { method: 'GET', path: `${PATH}/against/:other`, verdicts: OPENS },
  ...askingAgain(
    { method: 'GET', path: `${PATH}/sheet.pdf`, verdicts: OPENS },
    { method: 'GET', path: `${PATH}/sheet.xlsx`, verdicts: OPENS },
  ),
];
