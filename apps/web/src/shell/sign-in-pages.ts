import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { type FormView, formView } from './forms';
import {
  ConfirmationNeeded,
  PasswordChangeNeeded,
  SecondFactorNeeded,
  SignInNeeded,
} from './guard.errors';
import type { PageRequest } from './http';
import { KeptForms } from './kept-forms';
import { ownReferer } from './same-origin';
import { saveSession } from './session';
import { ShellViews } from './shell.views';

const KEPT =
  'ログインの有効期限が切れたため、まだ送信していません。ログインすると、入力した内容から続けられます。';

/** What the page of the sign-in shows; `kept` is the sealed form that goes on after it. */
export interface SignInView {
  readonly title: string;
  readonly told: string;
  readonly kept: string;
  readonly form: FormView<'staffNumber' | 'next'>;
}

export function signInView(
  form: FormView<'staffNumber' | 'next'>,
  { told = '', kept = '' }: { readonly told?: string; readonly kept?: string },
): SignInView {
  return { title: 'ログイン', told, kept, form };
}

/** Leads whoever must first say who they are to the page for it, and keeps what they had typed. */
@Injectable()
export class SignInPages {
  constructor(
    private readonly kept: KeptForms,
    private readonly shell: ShellViews,
  ) {}

  /** Whether the error was one of these, and has been answered. */
  answers(error: unknown, request: PageRequest, response: Response): boolean {
    if (error instanceof SignInNeeded) this.askToSignIn(error, request, response);
    else if (error instanceof PasswordChangeNeeded) response.redirect(303, '/password');
    else if (error instanceof SecondFactorNeeded) response.redirect(303, '/security/second-factor');
    else if (error instanceof ConfirmationNeeded) this.askToConfirm(error, request, response);
    else return false;
    return true;
  }

  private askToSignIn({ hasForm }: SignInNeeded, request: PageRequest, response: Response): void {
    const kept = hasForm ? this.kept.take(request) : null;
    if (!kept) {
      response.redirect(303, signInAddress(request));
      return;
    }
    const sealed = this.kept.seal(request, kept);
    response.locals.shell = this.shell.build(request);
    const form = formView(request, { staffNumber: '', next: '' });
    const view = signInView(form, { told: KEPT, kept: sealed });
    response.status(401).render('pages/me/sign-in/sign-in', view);
  }

  /** Signed in: what was typed waits in the session. */
  private askToConfirm(
    { hasForm, isFile }: ConfirmationNeeded,
    request: PageRequest,
    response: Response,
  ): void {
    const kept = hasForm ? this.kept.take(request) : null;
    if (!kept) {
      response.redirect(303, confirmAddress(request, isFile));
      return;
    }
    request.session.kept = kept;
    saveSession(request).then(
      () => {
        response.redirect(303, '/confirm');
      },
      () => {
        response.redirect(303, '/confirm?next=/');
      },
    );
  }
}

/** A file that is saved shows no page of its own: whoever asked for it goes back to where they did, with a link to it. */
function confirmAddress(request: PageRequest, isFile: boolean): string {
  const asked = ownReferer(request) ?? '/';
  const next = request.method === 'GET' ? request.originalUrl : asked;
  const from = isFile ? `&from=${encodeURIComponent(asked)}` : '';
  return `/confirm?next=${encodeURIComponent(next)}${from}`;
}

function signInAddress(request: PageRequest): string {
  if (request.originalUrl === '/') return '/sign-in';
  if (request.method === 'GET') return `/sign-in?next=${encodeURIComponent(request.originalUrl)}`;
  const lost = request.is('multipart/form-data') ? 'file' : 'form';
  return `/sign-in?lost=${lost}&next=${encodeURIComponent(ownReferer(request) ?? '/')}`;
}
