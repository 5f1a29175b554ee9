import { randomUUID } from 'node:crypto';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import { AppLogger, DomainError, words } from '@app/platform';
import type { Response } from 'express';
import { AccessRecorder } from './access-recorder';
import { FormAddresses } from './form-addresses';
import { FormRefused, Moved, SignInNeeded } from './guard.errors';
import { RequestRefused } from './intake/request-refused';
import { ownReferer } from './same-origin';
import { SignInPages } from './sign-in-pages';
import { type PageRequest, wantsJson } from './http';
import { ShellViews } from './shell.views';

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>>;
}

const STATUS_OF_KIND = {
  not_found: 404,
  not_allowed: 403,
  conflict: 409,
  invalid_input: 422,
  unavailable: 503,
} as const;

const TITLE_OF_STATUS: Readonly<Record<number, string>> = {
  400: '送信された内容を読み取れませんでした',
  401: 'ログインが必要です',
  403: '権限がありません',
  404: 'ページが見つかりません',
  408: '送信が終わりませんでした',
  409: 'いまは実行できません',
  411: '送信された内容を読み取れませんでした',
  413: '送信された内容が大きすぎます',
  415: '受け取れない形式です',
  422: '入力内容をご確認ください',
  429: '少し待ってから、もう一度お試しください',
  503: 'ただいま利用できません',
};

/** Turns errors into pages, or into problem+json under /api. What is not one of our kinds is our bug: a 500. */
@Catch()
@Injectable()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly logger: AppLogger,
    private readonly shell: ShellViews,
    private readonly signIn: SignInPages,
    private readonly access: AccessRecorder,
    private readonly forms: FormAddresses,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<PageRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    this.access.refused(request, error);
    if (response.headersSent) {
      response.end();
      return;
    }
    // An error before the interceptor (a refused right) shows the person's name as well.
    response.setHeader('Cache-Control', 'no-store');
    if (error instanceof FormRefused) {
      response.status(error.status).render(error.template, error.view);
      return;
    }
    const isApi = request.path.startsWith('/api/') || wantsJson(request);
    if (!isApi && this.signIn.answers(error, request, response)) return;
    const elsewhere = this.elsewhere(error, request, isApi);
    if (elsewhere !== null) return leadTo(response, elsewhere);
    const problem = this.problemOf(error);
    response.status(problem.status);
    if (error instanceof RequestRefused && error.retryAfter !== null)
      response.setHeader('Retry-After', String(error.retryAfter));
    if (isApi) sendProblem(response, problem);
    else this.renderPage(request, response, problem);
  }

  /** Where the page is that was asked for; a form's address is one only where no route answers it. */
  private elsewhere(error: unknown, request: PageRequest, isApi: boolean): string | null {
    if (error instanceof Moved) return error.location;
    if (isApi || request.method !== 'GET' || !(error instanceof NotFoundException)) return null;
    const page = this.forms.pageOf(request.path);
    return page && page + request.originalUrl.slice(request.path.length);
  }

  private renderPage(request: PageRequest, response: Response, problem: Problem): void {
    const shell = this.shell.build(request);
    response.locals.shell = shell;
    response.render('shell/error/error', {
      title: problem.title,
      message: problem.message,
      details: Object.values(problem.fields ?? {}),
      code: String(problem.status),
      ...this.waysOn(request, problem),
    });
  }

  /** Back to where the person came from; from what the product itself refused also to the page above, with what to do there. */
  private waysOn(request: PageRequest, { status }: Problem) {
    const back = pageBefore(request);
    const next = NEXT_OF_STATUS[status] ?? '';
    if (next === '') return { back };
    const isAsked = request.method === 'GET' && request.originalUrl.includes('?');
    const route = (request.route as { readonly path?: string } | undefined)?.path ?? '';
    const above = isAsked ? request.path : this.forms.pageAbove(route, request.path);
    const label = isAsked ? '条件を消して開き直す' : '一つ上の画面を開く';
    return { back, next, above: above === null || above === back ? null : { href: above, label } };
  }

  private problemOf(error: unknown): Problem {
    if (error instanceof DomainError) return domainProblem(error);
    if (error instanceof SignInNeeded)
      return simple(401, 'ログインするか、アクセストークンを付けてください。');
    if (error instanceof RequestRefused) return simple(error.status, error.message);
    const step = error instanceof Error ? STEP_AT_THE_PAGE[error.name] : undefined;
    if (step) return { ...simple(403, step.message), code: step.code };
    const status = httpStatusOf(error);
    if (status !== null && status < 500)
      return simple(status, MESSAGE_OF_STATUS[status] ?? '内容をご確認ください。');
    const reference = randomUUID().slice(0, 8);
    this.logger.error(`Unexpected error ${reference}`, error);
    return {
      status: 500,
      code: 'unexpected',
      title: '申し訳ありません。処理できませんでした',
      message: `時間をおいてもう一度お試しください。続くときは、受付番号 ${reference} を添えて${words.programOffice}にお知らせください。`,
    };
  }
}

/** What to do about a refusal that stands on a page of its own. */
const NEXT_OF_STATUS: Readonly<Record<number, string>> = {
  409: '何も変えていません。ほかの操作が先に済んでいることがあります。画面を開き直して、いまの状態を確かめてください。',
  422: '何も変えていません。上の内容を直すときは、前の画面か一つ上の画面からやり直してください。',
};

/** What a program is told that asks for more than its owner has done at the screen. */
const STEP_AT_THE_PAGE: Readonly<
  Record<string, { readonly code: string; readonly message: string }>
> = {
  PasswordChangeNeeded: {
    code: 'step.password_change',
    message: '先に画面でパスワードを変更してください。',
  },
  ConfirmationNeeded: {
    code: 'step.confirmation',
    message: '先に画面(/confirm)で本人の確認をしてから、もう一度お試しください。',
  },
  SecondFactorNeeded: {
    code: 'step.second_factor',
    message: '先に画面で二段階認証を登録してください。',
  },
};

const MESSAGE_OF_STATUS: Readonly<Record<number, string>> = {
  400: '画面を開き直して、もう一度お試しください。',
  403: '画面を開き直してください。しばらく操作がなかったため、送信できませんでした。',
  404: 'アドレスが正しいか、ご確認ください。ホームから開き直すこともできます。',
};

function domainProblem(error: DomainError): Problem {
  const status = STATUS_OF_KIND[error.kind];
  const fields = 'fields' in error ? (error.fields as Record<string, string>) : undefined;
  return {
    status,
    code: error.code,
    title: TITLE_OF_STATUS[status] ?? '',
    message: error.message,
    ...(fields && { fields }),
  };
}

function simple(status: number, message: string): Problem {
  return {
    status,
    code: `http_${String(status)}`,
    title: TITLE_OF_STATUS[status] ?? 'ご確認ください',
    message,
  };
}

/** Errors of Nest, of the body parser and of the CSRF check carry a status in one of these places. */
function httpStatusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const status =
    (error as { statusCode?: unknown; status?: unknown } | null)?.statusCode ??
    (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 ? status : null;
}

function sendProblem(response: Response, problem: Problem): void {
  response.type('application/problem+json').send(
    JSON.stringify({
      type: 'about:blank',
      title: problem.title,
      status: problem.status,
      detail: problem.message,
      code: problem.code,
      ...(problem.fields && { errors: problem.fields }),
    }),
  );
}

/** Where the person came from, unless that is the page that was refused or the home that is offered anyway. */
function pageBefore(request: PageRequest): string {
  const before = ownReferer(request) ?? '';
  const isRefused = request.method === 'GET' && before === request.originalUrl;
  return isRefused || before === '/' ? '' : before;
}

function leadTo(response: Response, address: string): void {
  response.redirect(303, address);
}
