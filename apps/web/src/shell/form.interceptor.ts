import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import { Conflict, InvalidInput } from '@app/platform';
import { catchError, from, mergeMap, type Observable, throwError } from 'rxjs';
import { FormRefused } from './guard.errors';
import { keepNotice, type PageRequest, wantsJson } from './http';
import { FORM_PAGE, IS_ANSWER, IS_COMMAND, PAGE_TEMPLATE } from './routes';

type PageMethod = (request: PageRequest) => unknown;

/** Turns a command's returned address into a 303, and a refused form into its page with what was typed. */
@Injectable()
export class FormInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const isCommand = this.reflector.get<boolean>(IS_COMMAND, context.getHandler());
    const isAnswer = this.reflector.get<boolean>(IS_ANSWER, context.getHandler());
    if (!isCommand && !isAnswer) return next.handle();
    return next.handle().pipe(
      mergeMap(async (result: unknown) => {
        if (isAnswer) return result;
        await keepNotice(context.switchToHttp().getRequest<PageRequest>());
        return { url: result, statusCode: 303 };
      }),
      catchError((error: unknown) =>
        error instanceof InvalidInput || error instanceof Conflict
          ? this.showFormAgain(context, error)
          : throwError(() => error),
      ),
    );
  }

  private showFormAgain(
    context: ExecutionContext,
    error: InvalidInput | Conflict,
  ): Observable<unknown> {
    const formPage = this.reflector.get<string | undefined>(FORM_PAGE, context.getHandler());
    const isForScript = wantsJson(context.switchToHttp().getRequest<PageRequest>());
    if (!formPage || isForScript) return throwError(() => error);
    const controller = this.modules.get<Record<string, PageMethod>>(context.getClass(), {
      strict: false,
    });
    const page = controller[formPage];
    if (!page) return throwError(() => error);
    const request = context.switchToHttp().getRequest<PageRequest>();
    request.refusedForm = {
      values: textValues(request.body),
      errors: error instanceof InvalidInput ? error.fields : {},
      message: error.message,
    };
    const template = this.reflector.get<string>(PAGE_TEMPLATE, page);
    const status = error instanceof InvalidInput ? 422 : 409;
    return from(Promise.resolve(page.call(controller, request))).pipe(
      mergeMap((view) => throwError(() => new FormRefused(status, template, view as object))),
    );
  }
}

function textValues(body: unknown): Record<string, string> {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
