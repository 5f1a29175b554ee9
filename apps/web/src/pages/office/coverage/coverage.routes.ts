import { askingAgain, byRoles, fileRows, type RouteRow } from '../../../shell/route-rows';

const readsCertificates = byRoles(['hr', 'programOffice', 'auditor']);

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/coverage', verdicts: readsCertificates },
  { method: 'GET', path: '/coverage.csv', verdicts: readsCertificates },
  { method: 'GET', path: '/coverage.xlsx', verdicts: readsCertificates },
  {
    method: 'GET',
    path: '/coverage/people',
    verdicts: readsCertificates,
    sample: '/coverage/people?figure=holders',
  },
  ...askingAgain(...fileRows('/coverage/people', readsCertificates)),
  { method: 'GET', path: '/coverage/vacancies', verdicts: readsCertificates },
  ...askingAgain(...fileRows('/coverage/vacancies/list', readsCertificates)),
  { method: 'GET', path: '/coverage/openings', verdicts: readsCertificates },
  ...askingAgain(...fileRows('/coverage/openings/list', readsCertificates)),
  { method: 'GET', path: '/coverage/forecast', verdicts: readsCertificates },
  ...askingAgain(...fileRows('/coverage/forecast/list', readsCertificates)),
  { method: 'GET', path: '/coverage/trends', verdicts: readsCertificates },
  ...askingAgain(...fileRows('/coverage/trends/list', readsCertificates)),
  { method: 'GET', path: '/coverage/rules', verdicts: readsCertificates },
];
