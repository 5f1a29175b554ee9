import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { Reflector } from '@nestjs/core';
import type { Observable } from 'rxjs';
import { hasPermission } from '@app/access';
import { OwnNoticeQueries, ReminderHalts } from '@app/reminders';
import type { PageRequest } from './http';
import { PAGE_TEMPLATE } from './routes';
import { ShellViews } from './shell.views';

/** Gives every page its frame, and keeps personal pages out of every cache. */
@Injectable()
export class ShellInterceptor implements NestInterceptor {
  constructor(
    private readonly shell: ShellViews,
    private readonly notices: OwnNoticeQueries,
    private readonly halts: ReminderHalts,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<PageRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    response.setHeader('Cache-Control', 'no-store');
    if (!request.path.startsWith('/api/') && request.path !== '/health') {
      await this.lookUp(request, context);
      response.locals.shell = this.shell.build(request);
    }
    return next.handle();
  }

  /** What the frame says to whoever is signed in. */
  private async lookUp(request: PageRequest, context: ExecutionContext): Promise<void> {
    const actor = request.user;
    if (!actor) return;
    if (this.reflector.get<string>(PAGE_TEMPLATE, context.getHandler()))
      request.unreadNotices = await this.notices.countUnread(actor);
    if (hasPermission(actor, 'reminders.halt')) request.halt = await this.halts.current();
  }
}
