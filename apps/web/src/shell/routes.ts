import {
  applyDecorators,
  Get,
  HttpCode,
  HttpStatus,
  Post,
  Redirect,
  Render,
  SetMetadata,
} from '@nestjs/common';
import type { Permission } from '@app/access';
import type { PageRequest } from './http';
import type { BodyRule } from './intake/body-rule';

export const PERMISSION = 'route:permission';
export const PUBLIC = 'route:public';
export const PAGE_TEMPLATE = 'route:template';
export const COMMAND = 'route:command';
export const CONFIRMED = 'route:confirmed';

export const BODY = 'route:body';

/** For a command that has no page of its own to be shown again when it is refused: an error page tells why. */
export const NO_FORM = null;

export interface CommandOptions {
  /** Sent twice it does no harm: its form needs no key, and whatever it is answered, it is answered anew. */
  readonly idempotent?: true;
  /**
   * The actor is checked in a transaction of its own, and the command makes its own: for what must outlive a refusal
   * (the count of wrong passwords), or goes around the database connection (the session).
   */
  readonly ownTransactions?: true;
}

/** How the interceptor runs a POST and answers it. */
export interface CommandRule extends CommandOptions {
  /** `redirect`: to the returned location. `answer`: with what the method returns. `reply`: the returned function answers. */
  readonly kind: 'redirect' | 'answer' | 'reply';
  /** The page method of the same controller that is shown again when the form is refused. */
  readonly form: string | null;
}

const Command = (rule: CommandRule) => SetMetadata(COMMAND, rule);

/** Opens a route to people who are not signed in. Everything else is closed. */
export const Public = () => SetMetadata(PUBLIC, true);

/**
 * Only for whoever has proved in the last minutes who they are, by password or second factor: what gives rights away, and
 * files with the names of people. Others are asked first, and then find what they typed again.
 */
export const Confirmed = () => SetMetadata(CONFIRMED, true);

/** What is read of what is sent to a route, where that is more than a form of some fields. */
export const Takes = (rule: BodyRule) => SetMetadata(BODY, rule);

/** The permission that a route asks for. A route with neither this nor `Public` answers nobody. */
export const Allow = (permission: Permission) => SetMetadata(PERMISSION, permission);

/** A method that shows a page: of the request alone, for a refused form calls it without a response. */
type PageMethod = (request: PageRequest) => unknown;

type PageDecorator = <M extends PageMethod>(
  controller: object,
  name: string | symbol,
  method: TypedPropertyDescriptor<M>,
) => void;

/** A GET that renders `template` with what the method returns. */
export function PageRoute(path: string, template: string): PageDecorator {
  return applyDecorators(Get(path), Render(template), SetMetadata(PAGE_TEMPLATE, template));
}

/**
 * A POST of a form. The method returns a `CommandAnswer`: the address to show next (303) and what is said there. When
 * it throws InvalidInput or Conflict, the page method named `form` is shown again with what was typed (422 or 409).
 */
export function CommandRoute(path: string, form: string | null, options: CommandOptions = {}) {
  return applyDecorators(Post(path), Redirect(), Command({ kind: 'redirect', form, ...options }));
}

/**
 * A POST that answers with a page of its own instead of a redirect: for what is shown once and kept nowhere (a
 * first password, a token). A refused form is shown again as with `CommandRoute`; a repeat is refused.
 */
export function AnswerRoute(
  path: string,
  template: string,
  form: string | null,
  options: CommandOptions = {},
) {
  return applyDecorators(
    Post(path),
    HttpCode(HttpStatus.OK),
    Render(template),
    Command({ kind: 'answer', form, ...options }),
  );
}

/** A POST that answers with a file that is made once and kept nowhere; a repeat is refused. */
export function FileRoute(path: string) {
  return applyDecorators(
    Post(path),
    HttpCode(HttpStatus.OK),
    Command({ kind: 'answer', form: NO_FORM }),
  );
}

/**
 * A POST that a script may send as well as a form. The method returns the function that answers with JSON or leads on,
 * called after commit. A refused form is shown again as with `CommandRoute`; a script gets the problem as JSON.
 */
export function SaveRoute(path: string, form: string) {
  return applyDecorators(Post(path), Command({ kind: 'reply', form, idempotent: true }));
}

/** A POST of the JSON API: answers with what the method returns. Programs send no key. */
export function ApiCommand(
  path = '',
  status: HttpStatus = HttpStatus.OK,
  options: Pick<CommandOptions, 'ownTransactions'> = {},
) {
  return applyDecorators(
    Post(path),
    HttpCode(status),
    Command({ kind: 'answer', form: NO_FORM, idempotent: true, ...options }),
  );
}
