import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { type Observable, tap } from 'rxjs';
import { AccessRecorder } from './access-recorder';
import type { PageRequest } from './http';

/** Notes what was read, once it is answered. Stands around the commands: a file that is made by one is a file. */
@Injectable()
export class AccessInterceptor implements NestInterceptor {
  constructor(private readonly recorder: AccessRecorder) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<PageRequest>();
    return next.handle().pipe(
      tap((result) => {
        this.recorder.answered(request, result);
      }),
    );
  }
}
