import {
  applyDecorators,
  Get,
  HttpCode,
  Post,
  Redirect,
  Render,
  SetMetadata,
} from '@nestjs/common';
import type { Permission } from '@app/access';

export const PERMISSION = 'route:permission';
export const PUBLIC = 'route:public';
export const PAGE_TEMPLATE = 'route:template';
export const FORM_PAGE = 'route:form-page';
export const IS_COMMAND = 'route:command';
export const IS_ANSWER = 'route:answer';

/** Opens a route to people who are not signed in. Everything else is closed. */
export const Public = () => SetMetadata(PUBLIC, true);

/** The permission that a route asks for. A route with neither this nor `Public` answers nobody. */
export const Allow = (permission: Permission) => SetMetadata(PERMISSION, permission);

/** A GET that renders `template` with what the method returns. */
export function PageRoute(path: string, template: string) {
  return applyDecorators(Get(path), Render(template), SetMetadata(PAGE_TEMPLATE, template));
}

/**
 * A POST of a form. The method returns the address to show next (303). When it throws InvalidInput or Conflict,
 * the page method named `form` of the same controller is shown again with what was typed (422 or 409).
 */
export function CommandRoute(path: string, form?: string) {
  return applyDecorators(
    Post(path),
    Redirect(),
    SetMetadata(IS_COMMAND, true),
    SetMetadata(FORM_PAGE, form),
  );
}

/**
 * A POST that answers with a page of its own instead of a redirect: for what is shown once and kept nowhere (a
 * first password, a token). A refused form is shown again as with `CommandRoute`.
 */
export function AnswerRoute(path: string, template: string, form: string) {
  return applyDecorators(
    Post(path),
    HttpCode(200),
    Render(template),
    SetMetadata(IS_ANSWER, true),
    SetMetadata(FORM_PAGE, form),
  );
}

/**
 * A POST that a script may send as well as a form: the method itself answers with JSON or leads on. A refused form is
 * shown again as with `CommandRoute`; a script gets the problem as JSON.
 */
export function SaveRoute(path: string, form: string) {
  return applyDecorators(Post(path), SetMetadata(IS_COMMAND, true), SetMetadata(FORM_PAGE, form));
}
