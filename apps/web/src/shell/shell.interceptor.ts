import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import type { Observable } from 'rxjs';
import type { PageRequest } from './http';
import { ShellViews } from './shell.views';

/** Gives every page its frame, and keeps personal pages out of every cache. */
@Injectable()
export class ShellInterceptor implements NestInterceptor {
  constructor(private readonly shell: ShellViews) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<PageRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    response.setHeader('Cache-Control', 'no-store');
    if (!request.path.startsWith('/api/') && request.path !== '/health') {
      response.locals.shell = this.shell.build(request);
    }
    return next.handle();
  }
}
