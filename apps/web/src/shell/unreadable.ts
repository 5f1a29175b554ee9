import { HttpException } from '@nestjs/common';
import type { NextFunction, Response } from 'express';
import type { PageRequest } from './http';

const NUL = '\u0000';

/**
 * Refuses what no person types and PostgreSQL cannot store: the character NUL in the address, the fields or the names
 * of files. Without this every text field would be a way to an error of ours. A path that holds it names nothing.
 */
export function refuseUnreadable(
  request: PageRequest,
  _response: Response,
  next: NextFunction,
): void {
  const [path = '', ...query] = request.originalUrl.split('?');
  const isUnreadable =
    query.some((part) => part.includes('%00')) ||
    holdsNul(request.body) ||
    (request.uploads ?? []).some((file) => file.fileName.includes(NUL));
  if (path.includes('%00')) next(new HttpException('Unreadable', 404));
  else next(isUnreadable ? new HttpException('Unreadable', 400) : undefined);
}

/** Walks without recursion: the depth of a body is the sender's choice. */
function holdsNul(body: unknown): boolean {
  const open = [body];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string' && value.includes(NUL)) return true;
    if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value)) open.push(key);
      for (const item of Object.values(value)) open.push(item);
    }
  }
  return false;
}
