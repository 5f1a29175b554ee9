import type { NextFunction, Response } from 'express';
import type { PageRequest } from '../http';
import type { RequestLimits } from './request-limits';

const NEVER_LIMITED = ['/health', '/api/v1/health'];
const CHEAP = ['GET', 'HEAD', 'OPTIONS'];

/** Behind the sign-in, before everything else: counts the person, or the address of nobody who sends something. */
export function limitRequests(limits: RequestLimits) {
  return (request: PageRequest, _response: Response, next: NextFunction): void => {
    countOf(limits, request).then(() => {
      next();
    }, next);
  };
}

async function countOf(limits: RequestLimits, request: PageRequest): Promise<void> {
  if (NEVER_LIMITED.includes(request.path)) return;
  if (request.user) await limits.countPerson(request.user.accountId);
  else if (!CHEAP.includes(request.method)) await limits.countAddress(request.ip ?? '');
}
