import { SIGNED_IN, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/security', verdicts: SIGNED_IN },
  { method: 'POST', path: '/security/sessions/end-others', verdicts: SIGNED_IN },
  { method: 'POST', path: '/security/sessions/:id/end', verdicts: SIGNED_IN },
  { method: 'GET', path: '/security/second-factor', verdicts: SIGNED_IN, asksAgain: true },
  { method: 'POST', path: '/security/second-factor/totp', verdicts: SIGNED_IN, asksAgain: true },
  {
    method: 'POST',
    path: '/security/second-factor/passkey/options',
    verdicts: SIGNED_IN,
    asksAgain: true,
  },
  { method: 'POST', path: '/security/second-factor/passkey', verdicts: SIGNED_IN, asksAgain: true },
  {
    method: 'POST',
    path: '/security/second-factor/recovery',
    verdicts: SIGNED_IN,
    asksAgain: true,
  },
  {
    method: 'POST',
    path: '/security/second-factor/recovery/file',
    verdicts: SIGNED_IN,
    asksAgain: true,
  },
  {
    method: 'POST',
    path: '/security/second-factor/:id/remove',
    verdicts: SIGNED_IN,
    asksAgain: true,
  },
];
