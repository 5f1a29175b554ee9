import type { Request } from 'express';

/** The application's setting: whether our pages are opened over TLS only (PUBLIC_URL). */
export const TLS_ONLY = 'tls only';

/** Whether a browser that says where a request comes from names our own pages. */
export function isSameOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.get('origin');
  return origin === undefined || isOwn(request, origin);
}

/** As `isSameOrigin`, and the browser did say so: nothing is believed that it keeps to itself. */
export function isSurelySameOrigin(request: Request): boolean {
  const says = request.get('sec-fetch-site') ?? request.get('origin');
  return says !== undefined && isSameOrigin(request);
}

/** The page of ours from which a form was sent; null when the browser does not say. */
export function ownReferer(request: Request): string | null {
  const referer = request.get('referer') ?? '';
  if (!URL.canParse(referer) || !isOwn(request, referer)) return null;
  const { pathname, search } = new URL(referer);
  return pathname + search;
}

function isOwn(request: Request, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { host, protocol } = new URL(address);
  // Behind a proxy the request itself does not tell; a page that somebody on the way could have written is not ours.
  const isSafe = protocol === 'https:' || request.app.get(TLS_ONLY) !== true;
  return isSafe && host === request.get('host');
}
