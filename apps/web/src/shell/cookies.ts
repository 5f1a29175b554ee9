import type { AppConfig } from '@app/platform';
import type { CookieOptions, Request, Response } from 'express';

/** Behind TLS every cookie of ours is `__Host-`: bound to this host, this path and TLS. */
export function cookieName(config: AppConfig, name: string): string {
  return isBehindTls(config) ? `__Host-${name}` : name;
}

/** No script reads it, no other site sends it along with a form. */
export function cookieOptions(config: AppConfig): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: isBehindTls(config), path: '/' };
}

/** The value that the browser sent under this name; null when it sent none. */
export function readCookie(request: Request, name: string): string | null {
  const parts = (request.get('cookie') ?? '').split(';').map((part) => part.trim());
  const found = parts.find((part) => part.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}

export function writeCookie(
  response: Response,
  config: AppConfig,
  name: string,
  { value, days }: { readonly value: string; readonly days?: number },
): void {
  response.cookie(cookieName(config, name), value, {
    ...cookieOptions(config),
    ...(days !== undefined && { maxAge: days * 24 * 60 * 60 * 1000 }),
  });
}

function isBehindTls(config: AppConfig): boolean {
  return config.PUBLIC_URL.startsWith('https://');
}
