import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import { type CommandAnswer, Conflict, InvalidInput } from '@app/platform';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { FormRefused } from './guard.errors';
import { keepNotice, type PageRequest, wantsJson } from './http';
import { UploadIntake } from './intake/upload-intake';
import { COMMAND, type CommandRule, PAGE_TEMPLATE } from './routes';
import { WebCommands } from './web-commands';

type PageMethod = (request: PageRequest) => unknown;

/** Runs every command, answers it after commit, and turns a refused form into its page with what was typed. */
@Injectable()
export class FormInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
    private readonly commands: WebCommands,
    private readonly uploads: UploadIntake,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const rule = this.reflector.get<CommandRule | undefined>(COMMAND, context.getHandler());
    return rule ? from(this.run(context, rule, next)) : next.handle();
  }

  private async run(
    context: ExecutionContext,
    rule: CommandRule,
    next: CallHandler,
  ): Promise<unknown> {
    const request = context.switchToHttp().getRequest<PageRequest>();
    const isResumed = rule.form !== null && isResumedForm(request);
    if (isResumed) throw await this.refusedForm(context, rule.form, RESUMED);
    try {
      await this.uploads.prepare(context);
      const result = await this.commands.run(context, rule, () => lastValueFrom(next.handle()));
      return await answerOf(request, rule, result);
    } catch (error) {
      const isRefusal = error instanceof InvalidInput || error instanceof Conflict;
      if (!isRefusal || rule.form === null || wantsJson(request)) throw error;
      throw await this.refusedForm(context, rule.form, error);
    } finally {
      await request.uploads?.release();
    }
  }

  /** The page of the form, as an answer to what was typed. Nothing of the command is left by now. */
  private async refusedForm(
    context: ExecutionContext,
    formPage: string,
    error: InvalidInput | Conflict,
  ): Promise<FormRefused> {
    const controller = this.modules.get<Record<string, PageMethod>>(context.getClass(), {
      strict: false,
    });
    const page = controller[formPage];
    // The routes are checked at start.
    if (!page) throw error;
    const request = context.switchToHttp().getRequest<PageRequest>();
    request.refusedForm = {
      values: textValues(request.body),
      errors: error instanceof InvalidInput ? error.fields : {},
      message: error.message,
    };
    const template = this.reflector.get<string>(PAGE_TEMPLATE, page);
    return new FormRefused(
      statusOf(error),
      template,
      (await page.call(controller, request)) as object,
    );
  }
}

/** Nothing has happened: the page shows what was typed, and the person decides anew. */
const RESUMED = new Conflict(
  'form.resumed',
  '入力した内容を戻しました。まだ送信していません。内容を確かめて、もう一度ボタンを押してください。',
);

function isResumedForm(request: PageRequest): boolean {
  const body = request.body as { _resume?: unknown } | undefined;
  return body?._resume === '1' && !wantsJson(request);
}

function statusOf(error: InvalidInput | Conflict): 200 | 409 | 422 {
  if (error === RESUMED) return 200;
  return error instanceof InvalidInput ? 422 : 409;
}

async function answerOf(
  request: PageRequest,
  { kind }: CommandRule,
  result: unknown,
): Promise<unknown> {
  if (kind === 'answer') return result;
  if (kind === 'reply') {
    (result as () => void)();
    return undefined;
  }
  const { location, notice, undo } = result as CommandAnswer;
  if (notice !== undefined) await keepNotice(request, notice, undo);
  return { url: location, statusCode: 303 };
}

function textValues(body: unknown): Record<string, string> {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
