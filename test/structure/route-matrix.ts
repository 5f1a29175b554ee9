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
  { method: 'GET', path: '/api/v1/certification-records', verdicts: signedIn },
  { method: 'POST', path: '/api/v1/certification-records', verdicts: signedIn },
  { method: 'POST', path: '/api/v1/certification-records/:id/verify', verdicts: byRoles(['hr']) },
  { method: 'POST', path: '/api/v1/certification-records/:id/return', verdicts: byRoles(['hr']) },
];
