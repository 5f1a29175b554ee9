import type { PersonalTokensService } from '@app/accounts';
import type { NextFunction, RequestHandler, Response } from 'express';
import { SignInNeeded } from './guard.errors';
import type { PageRequest } from './http';
import type { RequestLimits } from './limits/request-limits';

const BEARER = /^Bearer ([\w-]{20,200})$/;

/** Signs an API request by its personal token. Such a request has no session and needs no CSRF token. */
export function apiTokens(tokens: PersonalTokensService, limits: RequestLimits) {
  const sign = async (request: PageRequest, token: string): Promise<void> => {
    const address = request.ip ?? '';
    // Whoever tries tokens that do not exist is stopped like whoever tries passwords.
    if (await limits.isUsedUp(address)) await limits.countAddress(address);
    const actor = await tokens.findActorByToken(token);
    if (actor) {
      request.user = actor;
      return;
    }
    await limits.countAddress(address);
    throw new SignInNeeded();
  };
  return (request: PageRequest, _response: Response, next: NextFunction): void => {
    const token = bearerOf(request);
    if (token === null) {
      next();
      return;
    }
    sign(request, token).then(() => {
      next();
    }, next);
  };
}

/** Session handling and CSRF protection are for browsers only: skipped where a token signs the request. */
export function unlessToken(handler: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (bearerOf(request as PageRequest) === null) handler(request, response, next);
    else next();
  };
}

function bearerOf(request: PageRequest): string | null {
  if (!request.path.startsWith('/api/')) return null;
  const header = request.get('authorization');
  return header === undefined ? null : (BEARER.exec(header)?.[1] ?? '');
}
