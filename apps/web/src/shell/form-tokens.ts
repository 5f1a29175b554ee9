import { randomBytes } from 'node:crypto';
import { HttpException, Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig, Seals } from '@app/platform';
import { cookieName, readCookie, writeCookie } from './cookies';
import type { PageRequest } from './http';
import { isSameOrigin } from './same-origin';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];
const COOKIE = 'browser';
const BROWSER = /^[\w-]{43}$/;
const BROWSER_BYTES = 32;
const PURPOSE = 'form';
const HEADER = 'x-csrf-token';

/**
 * The token that every form of ours carries and no other site can know (OWASP: HMAC-based token): signed over the name of
 * the session, and before sign-in over a random value in a cookie of the browser. Neither needs a row anywhere.
 */
@Injectable()
export class FormTokens {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly seals: Seals,
  ) {}

  /** Empty where there is no session: API calls that a token signs, errors before the session is read. */
  tokenOf(request: PageRequest): string {
    if (!hasSession(request)) return '';
    return this.seals.sign(PURPOSE, this.boundOf(request));
  }

  /**
   * Refuses a changing request that does not come from one of our own pages: the token must be that of the session or
   * browser, and a browser that says where the request comes from must name our own origin.
   */
  check(request: PageRequest): void {
    if (SAFE_METHODS.includes(request.method) || !hasSession(request)) return;
    const isOwn = this.isOwn(request, givenToken(request));
    if (!isOwn || !isSameOrigin(request)) throw new HttpException('CSRF', 403);
  }

  /** What can be said before the token is read: a browser that names another site is not believed. */
  checkOrigin(request: PageRequest): void {
    if (SAFE_METHODS.includes(request.method) || !hasSession(request)) return;
    if (!isSameOrigin(request)) throw new HttpException('CSRF', 403);
  }

  /** Whether nothing more must be shown: a token of the API signs the request, or ours stands in a header. */
  isShown(request: PageRequest): boolean {
    if (!hasSession(request)) return true;
    return this.isOwn(request, request.get(HEADER) ?? '') && isSameOrigin(request);
  }

  isOwn(request: PageRequest, token: string): boolean {
    return this.seals.isSignature(PURPOSE, this.boundOf(request), token);
  }

  /** A value that only this browser sends; made, and kept there, when it has none. */
  browserOf(request: PageRequest): string {
    const sent = request.browserId ?? readCookie(request, cookieName(this.config, COOKIE)) ?? '';
    if (BROWSER.test(sent)) return sent;
    const made = randomBytes(BROWSER_BYTES).toString('base64url');
    request.browserId = made;
    if (request.res && !request.res.headersSent)
      writeCookie(request.res, this.config, COOKIE, { value: made });
    return made;
  }

  private boundOf(request: PageRequest): string {
    return request.user ? `session:${request.sessionID}` : `browser:${this.browserOf(request)}`;
  }
}

function hasSession(request: PageRequest): boolean {
  return (request.session as PageRequest['session'] | undefined) !== undefined;
}

function givenToken(request: PageRequest): string {
  const body = request.body as { _csrf?: unknown } | undefined;
  const token = request.get(HEADER) ?? body?._csrf;
  return typeof token === 'string' ? token : '';
}
