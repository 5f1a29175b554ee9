import { EVERYBODY, SIGNED_IN, type RouteRow } from '../../../shell/route-rows';

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/sign-in', verdicts: EVERYBODY },
  { method: 'POST', path: '/sign-in', verdicts: EVERYBODY },
  // Without the first step they lead back to it.
  { method: 'GET', path: '/sign-in/second', verdicts: EVERYBODY },
  { method: 'POST', path: '/sign-in/second', verdicts: EVERYBODY },
  { method: 'POST', path: '/sign-in/second/passkey/options', verdicts: EVERYBODY },
  { method: 'POST', path: '/sign-in/second/passkey', verdicts: EVERYBODY },
  { method: 'GET', path: '/sign-in/continue', verdicts: SIGNED_IN },
  { method: 'GET', path: '/confirm', verdicts: SIGNED_IN },
  { method: 'POST', path: '/confirm', verdicts: SIGNED_IN },
  { method: 'POST', path: '/confirm/passkey/options', verdicts: SIGNED_IN },
  { method: 'POST', path: '/confirm/passkey', verdicts: SIGNED_IN },
  { method: 'POST', path: '/sign-out', verdicts: SIGNED_IN },
  { method: 'GET', path: '/password', verdicts: SIGNED_IN },
  { method: 'POST', path: '/password', verdicts: SIGNED_IN },
];
