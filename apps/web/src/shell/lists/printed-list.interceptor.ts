import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { mergeMap, type Observable } from 'rxjs';
import { PrintedList } from './printed-list';

const TEMPLATE = 'shell/lists/printed-list';

/** Answers with a list as a page. Stands around the access log, which has to know the list for what it is. */
@Injectable()
export class PrintedListInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      mergeMap(async (result: unknown) => {
        if (!(result instanceof PrintedList)) return result;
        response.type('html');
        return pageOf(response, result);
      }),
    );
  }
}

async function pageOf(response: Response, { view }: PrintedList): Promise<string> {
  return new Promise((resolve, reject) => {
    response.render(TEMPLATE, view, (error: Error | null, html: string) => {
      if (error) reject(error);
      else resolve(html);
    });
  });
}
