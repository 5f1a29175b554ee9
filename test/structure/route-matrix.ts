/** The ten visitors of the permission matrix. */
export const VISITORS = [
  'anonymous',
  'staff',
  'headOther',
  'headOwn',
  'hr',
  'programOffice',
  'auditor',
  'administrator',
  'suspended',
  'left',
] as const;
export type Visitor = (typeof VISITORS)[number];

/**
 * `ok`: past the guard (for a made-up id also 404, for an empty form also 409 or 422). `signIn`: sent to sign in,
 * under /api 401. `forbidden`: 403. `notFound`: 404 although the thing exists, because it is not theirs to see.
 */
export type Verdict = 'ok' | 'signIn' | 'forbidden' | 'notFound';
export type Verdicts = Readonly<Record<Visitor, Verdict>>;

export interface RouteRow {
  readonly method: 'GET' | 'POST';
  /** As the controller declares it; `:parts` are filled with `sample` or with a made-up id. */
  readonly path: string;
  readonly verdicts: Verdicts;
  /** A real address for a route whose verdict depends on the thing asked for. `{ownUnit}` is the head's unit code. */
  readonly sample?: string;
}

const NOBODY: readonly Visitor[] = ['anonymous', 'suspended', 'left'];
const SIGNED_IN = VISITORS.filter((visitor) => !NOBODY.includes(visitor));

/** Who is listed may pass; who is not signed in is sent to sign in; everybody else is refused. */
export function byRoles(
  ok: readonly Visitor[],
  overrides: Partial<Record<Visitor, Verdict>> = {},
): Verdicts {
  const verdict = (visitor: Visitor): Verdict => {
    if (NOBODY.includes(visitor)) return 'signIn';
    return ok.includes(visitor) ? 'ok' : 'forbidden';
  };
  const entries = VISITORS.map((visitor) => [visitor, overrides[visitor] ?? verdict(visitor)]);
  return Object.fromEntries(entries) as Verdicts;
}

const everybody = Object.fromEntries(VISITORS.map((visitor) => [visitor, 'ok'])) as Verdicts;
const signedIn = byRoles(SIGNED_IN);
const readsOrganization = byRoles(['hr', 'programOffice', 'auditor']);
const readsTeams = byRoles(['headOther', 'headOwn', 'hr', 'programOffice', 'auditor']);
const readsSettings = byRoles(['programOffice', 'auditor', 'administrator']);
const managesSettings = byRoles(['administrator']);
const managesCounting = byRoles(['programOffice', 'administrator']);
const readsCertificates = byRoles(['hr', 'programOffice', 'auditor']);

/** Every route of the product with the expected verdict for every visitor. A route without a row fails the build. */
export const ROUTE_MATRIX: readonly RouteRow[] = [
  { method: 'GET', path: '/health', verdicts: everybody },
  { method: 'GET', path: '/api/v1/health', verdicts: everybody },
  { method: 'GET', path: '/sign-in', verdicts: everybody },
  { method: 'POST', path: '/sign-in', verdicts: everybody },
  { method: 'POST', path: '/sign-out', verdicts: signedIn },
  { method: 'GET', path: '/password', verdicts: signedIn },
  { method: 'POST', path: '/password', verdicts: signedIn },
  { method: 'GET', path: '/', verdicts: signedIn },
  { method: 'GET', path: '/courses', verdicts: signedIn },
  { method: 'GET', path: '/courses/:key', verdicts: signedIn },
  { method: 'POST', path: '/courses/:key/enroll', verdicts: signedIn },
  { method: 'POST', path: '/courses/:key/quiz', verdicts: signedIn },
  { method: 'GET', path: '/courses/:key/assets/:versionId/:name', verdicts: signedIn },
  { method: 'GET', path: '/courses/:key/lessons/:lesson', verdicts: signedIn },
  { method: 'POST', path: '/courses/:key/lessons/:lesson/complete', verdicts: signedIn },
  { method: 'POST', path: '/courses/:key/lessons/:lesson/checks/:questionId', verdicts: signedIn },
  { method: 'GET', path: '/learning', verdicts: signedIn },
  { method: 'GET', path: '/glossary', verdicts: signedIn },
  { method: 'GET', path: '/api/v1/me/learning', verdicts: signedIn },
  { method: 'GET', path: '/assignments', verdicts: byRoles(['programOffice', 'auditor']) },
  { method: 'POST', path: '/assignments', verdicts: byRoles(['programOffice']) },
  { method: 'GET', path: '/assignments/new', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/assignments/preview', verdicts: byRoles(['programOffice']) },
  {
    method: 'GET',
    path: '/assignments/:assignmentId',
    verdicts: byRoles(['programOffice', 'auditor']),
  },
  {
    method: 'GET',
    path: '/assignments/:assignmentId/withdraw',
    verdicts: byRoles(['programOffice']),
  },
  {
    method: 'POST',
    path: '/assignments/:assignmentId/withdraw',
    verdicts: byRoles(['programOffice']),
  },
  {
    method: 'POST',
    path: '/assignments/:assignmentId/undo-withdrawal',
    verdicts: byRoles(['programOffice']),
  },
  {
    method: 'POST',
    path: '/assignments/:assignmentId/people/:enrollmentId/exempt',
    verdicts: byRoles(['programOffice']),
  },
  {
    method: 'POST',
    path: '/assignments/:assignmentId/people/:enrollmentId/undo-exemption',
    verdicts: byRoles(['programOffice']),
  },
  { method: 'GET', path: '/api/openapi.json', verdicts: signedIn },
  { method: 'GET', path: '/quiz-attempts/:id', verdicts: signedIn },
  { method: 'POST', path: '/quiz-attempts/:id/answers', verdicts: signedIn },
  { method: 'GET', path: '/quiz-attempts/:id/finish', verdicts: signedIn },
  { method: 'POST', path: '/quiz-attempts/:id/finish', verdicts: signedIn },
  { method: 'GET', path: '/quiz-attempts/:id/result', verdicts: signedIn },
  { method: 'GET', path: '/settings', verdicts: signedIn },
  { method: 'POST', path: '/settings/tokens', verdicts: signedIn },
  { method: 'POST', path: '/settings/tokens/:id/revoke', verdicts: signedIn },
  { method: 'GET', path: '/city-settings', verdicts: readsSettings },
  { method: 'GET', path: '/city-settings/words', verdicts: readsSettings },
  { method: 'POST', path: '/city-settings/words', verdicts: managesSettings },
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
  { method: 'POST', path: '/city-settings/targets', verdicts: managesCounting },
  { method: 'GET', path: '/city-settings/rules', verdicts: readsSettings },
  { method: 'POST', path: '/city-settings/rules', verdicts: managesCounting },
  { method: 'GET', path: '/accounts', verdicts: byRoles(['auditor', 'administrator']) },
  { method: 'GET', path: '/accounts/bulk', verdicts: byRoles(['administrator']) },
  { method: 'POST', path: '/accounts/bulk', verdicts: byRoles(['administrator']) },
  { method: 'GET', path: '/accounts/new/:personId', verdicts: byRoles(['administrator']) },
  { method: 'POST', path: '/accounts/new/:personId', verdicts: byRoles(['administrator']) },
  { method: 'GET', path: '/accounts/:id', verdicts: byRoles(['auditor', 'administrator']) },
  { method: 'GET', path: '/accounts/:id/suspend', verdicts: byRoles(['administrator']) },
  { method: 'POST', path: '/accounts/:id/suspend', verdicts: byRoles(['administrator']) },
  { method: 'POST', path: '/accounts/:id/reinstate', verdicts: byRoles(['administrator']) },
  { method: 'POST', path: '/accounts/:id/roles', verdicts: byRoles(['administrator']) },
  { method: 'POST', path: '/accounts/:id/roles/revoke', verdicts: byRoles(['administrator']) },
  { method: 'GET', path: '/accounts/:id/reset-password', verdicts: byRoles(['administrator']) },
  { method: 'POST', path: '/accounts/:id/reset-password', verdicts: byRoles(['administrator']) },
  { method: 'GET', path: '/audit', verdicts: byRoles(['auditor', 'administrator']) },
  { method: 'GET', path: '/audit/check', verdicts: byRoles(['auditor', 'administrator']) },
  { method: 'GET', path: '/audit/entries.csv', verdicts: byRoles(['auditor', 'administrator']) },
  { method: 'GET', path: '/units', verdicts: readsOrganization },
  { method: 'GET', path: '/units/:code', verdicts: readsOrganization, sample: '/units/OWN' },
  { method: 'GET', path: '/people', verdicts: readsOrganization },
  { method: 'GET', path: '/people/:staffNumber', verdicts: readsOrganization },
  { method: 'GET', path: '/imports', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/imports/examples/:name', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/imports/:id', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/imports/:id/problems.csv', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports/:id/apply', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/imports/:id/leavings', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports/:id/leavings', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/imports/:id/discard', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/api/v1/units', verdicts: readsTeams },
  {
    method: 'GET',
    path: '/api/v1/units/:code/staff',
    sample: '/api/v1/units/OWN/staff',
    verdicts: { ...readsTeams, headOther: 'notFound' },
  },
  { method: 'POST', path: '/api/v1/imports/organization', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/certifications', verdicts: signedIn },
  { method: 'GET', path: '/certifications/new', verdicts: signedIn },
  { method: 'POST', path: '/certifications/new', verdicts: signedIn },
  { method: 'GET', path: '/certifications/:id/evidence', verdicts: signedIn },
  { method: 'GET', path: '/certifications/:id/withdraw', verdicts: signedIn },
  { method: 'POST', path: '/certifications/:id/withdraw', verdicts: signedIn },
  { method: 'GET', path: '/certifications/exams/new', verdicts: signedIn },
  { method: 'POST', path: '/certifications/exams/new', verdicts: signedIn },
  { method: 'GET', path: '/certifications/exams/:id', verdicts: signedIn },
  { method: 'POST', path: '/certifications/exams/:id', verdicts: signedIn },
  { method: 'GET', path: '/certification-reviews', verdicts: readsCertificates },
  { method: 'GET', path: '/certification-reviews/export', verdicts: readsCertificates },
  {
    method: 'GET',
    path: '/certification-reviews/:id/evidence',
    verdicts: byRoles(['hr', 'auditor']),
  },
  { method: 'GET', path: '/certification-reviews/:id', verdicts: readsCertificates },
  { method: 'POST', path: '/certification-reviews/:id/verify', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/certification-reviews/:id/return', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/certification-reviews/:id/revoke', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/certification-reviews/:id/revoke', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/api/v1/certification-records', verdicts: signedIn },
  { method: 'POST', path: '/api/v1/certification-records', verdicts: signedIn },
  { method: 'POST', path: '/api/v1/certification-records/:id/verify', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/api/v1/certification-records/:id/return', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/api/v1/certification-records/:id/revoke', verdicts: byRoles(['hr']) },
  { method: 'GET', path: '/reminders', verdicts: byRoles(['programOffice', 'auditor']) },
  { method: 'GET', path: '/reminders/upcoming', verdicts: byRoles(['programOffice', 'auditor']) },
  { method: 'GET', path: '/reminders/by-hand', verdicts: readsTeams },
  { method: 'POST', path: '/reminders/plan', verdicts: byRoles(['programOffice']) },
  { method: 'GET', path: '/api/v1/reminders', verdicts: byRoles(['programOffice', 'auditor']) },
  { method: 'POST', path: '/api/v1/reminders/plan', verdicts: byRoles(['programOffice']) },
  { method: 'GET', path: '/mailbox', verdicts: byRoles(['programOffice', 'administrator']) },
  { method: 'GET', path: '/mailbox/:id', verdicts: byRoles(['programOffice', 'administrator']) },
  { method: 'GET', path: '/appointments', verdicts: readsCertificates },
  { method: 'GET', path: '/appointments/list.csv', verdicts: readsCertificates },
  { method: 'GET', path: '/appointments/new', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/appointments/new', verdicts: byRoles(['programOffice']) },
  { method: 'GET', path: '/appointments/:id', verdicts: readsCertificates },
  { method: 'GET', path: '/appointments/:id/letter', verdicts: readsCertificates },
  { method: 'GET', path: '/appointments/:id/end', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/appointments/:id/end', verdicts: byRoles(['programOffice']) },
  { method: 'POST', path: '/appointments/:id/undo-end', verdicts: byRoles(['programOffice']) },
  { method: 'GET', path: '/api/v1/appointments', verdicts: readsCertificates },
  { method: 'POST', path: '/api/v1/appointments', verdicts: byRoles(['programOffice']) },
  { method: 'GET', path: '/coverage', verdicts: readsCertificates },
  { method: 'GET', path: '/coverage.csv', verdicts: readsCertificates },
  {
    method: 'GET',
    path: '/coverage/people',
    verdicts: readsCertificates,
    sample: '/coverage/people?figure=holders',
  },
  { method: 'GET', path: '/coverage/rules', verdicts: readsCertificates },
  { method: 'GET', path: '/api/v1/coverage', verdicts: readsCertificates },
  { method: 'GET', path: '/team', verdicts: readsTeams },
  {
    method: 'GET',
    path: '/team/:unitCode',
    sample: '/team/OWN',
    verdicts: { ...readsTeams, headOther: 'notFound' },
  },
];
