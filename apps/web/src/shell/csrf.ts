import { HttpException } from '@nestjs/common';
import { csrfSync } from 'csrf-sync';
import type { NextFunction, Request, Response } from 'express';
import type { PageRequest } from './http';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

const { csrfSynchronisedProtection, generateToken } = csrfSync({
  getTokenFromRequest: (request: Request) => {
    const body = request.body as { _csrf?: unknown } | undefined;
    const token = request.get('x-csrf-token') ?? body?._csrf;
    return typeof token === 'string' ? token : undefined;
  },
});

/** The session's synchroniser token; made on first use. Empty where there is no session (token-signed API calls). */
export function csrfTokenOf(request: PageRequest): string {
  const session = request.session as PageRequest['session'] | undefined;
  return session ? generateToken(request) : '';
}

/**
 * Refuses every changing request that does not come from one of our own pages: the token must be the session's,
 * and a browser that says where the request comes from must name our own origin (OWASP CSRF cheat sheet).
 */
export function csrfProtection(request: PageRequest, response: Response, next: NextFunction): void {
  if (!SAFE_METHODS.includes(request.method) && !isSameOrigin(request)) {
    next(new HttpException('CSRF', 403));
    return;
  }
  csrfSynchronisedProtection(request, response, next);
}

function isSameOrigin(request: PageRequest): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.get('origin');
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.get('host');
}
