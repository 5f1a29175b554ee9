const OWN = 'http://own.invalid';

/**
 * The address to show after sign-in: only a path of our own. `//evil`, `/\evil`, full-width tricks and control
 * characters, which browsers read as another host, become the home page.
 */
export function ownAddress(next: string | undefined): string {
  if (!next?.startsWith('/') || /[\\\u0000-\u0020\u007f-\uffff]/.test(next)) return '/';
  if (!URL.canParse(next, OWN)) return '/';
  const url = new URL(next, OWN);
  return url.origin === OWN && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
}
