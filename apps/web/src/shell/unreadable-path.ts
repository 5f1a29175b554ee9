import { HttpException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

const NUL = '%00';

/** Refuses the character NUL in an address: PostgreSQL cannot look for it. A path that holds it names nothing. */
export function refuseUnreadablePath(
  request: Request,
  _response: Response,
  next: NextFunction,
): void {
  const [path = '', ...query] = request.originalUrl.split('?');
  if (path.includes(NUL)) next(new HttpException('Unreadable', 404));
  else if (query.some((part) => part.includes(NUL))) next(new HttpException('Unreadable', 400));
  else next();
}
