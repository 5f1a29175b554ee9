import type { Actor } from '@app/access';
import type { SecondFactorDuty } from '@app/accounts';
import type { UndoAct } from '@app/platform';
import type { Halt } from '@app/reminders';
import type { Request } from 'express';
import type { RequestUploads } from './intake/request-uploads';
import type { ReadNote } from './access-recorder';
import { saveSession } from './session';

/** What a refused form leaves behind so that its page can show it again as typed. */
export interface RefusedForm {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly message: string;
}

/** A request as our controllers see it: after session, sign-in and body parsing. */
export interface PageRequest extends Request {
  user?: Actor & Express.User;
  /** The files that came with it; away again when it is answered. */
  uploads?: RequestUploads;
  refusedForm?: RefusedForm;
  /** A second factor that is still missing; the frame of the page says so. */
  secondFactorDuty?: SecondFactorDuty | null;
  /** How many notices wait to be read; where nothing is shown it is not counted. */
  unreadNotices?: number;
  /** All notices are stopped; looked up for whoever may go on with them. */
  halt?: Halt | null;
  /** Whom it shows: one person, two side by side, or the people of a unit. */
  shown?: readonly ReadNote[];
  /** Made for this answer: the browser will send it from the next request on. */
  browserId?: string;
}

/** The signed-in person. Only for routes behind the guard; a public route must not call it. */
export function actorOf(request: PageRequest): Actor {
  if (!request.user) throw new Error('This route is not behind the sign-in guard');
  return request.user;
}

/** Aborts when whoever asked no longer waits for the answer, so that long work for them may end. */
export function whenGone(request: PageRequest): AbortSignal {
  const gone = new AbortController();
  const { res } = request;
  if (res?.destroyed) gone.abort();
  res?.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  return gone.signal;
}

/**
 * The page asks for itself again, or for `next`. As the answer to a form that was refused it stays: its message is to be
 * read, and its address is that of the form.
 */
export function showAgain(
  request: PageRequest,
  { seconds, next }: { readonly seconds: number; readonly next?: string },
): void {
  if (request.refusedForm) return;
  const to = next === undefined ? '' : `; url=${next}`;
  request.res?.setHeader('Refresh', `${String(seconds)}${to}`);
}

/** Whether a script asks, which wants JSON instead of a page. Browsers that open a page name HTML first. */
export function wantsJson(request: Request): boolean {
  return request.accepts(['html', 'json']) === 'json';
}

/**
 * Shows one sentence on the next page (after a redirect). A browser follows a redirect before the answer has ended:
 * the notice must be stored before it is sent.
 */
export async function keepNotice(
  request: PageRequest,
  text: string,
  undo?: UndoAct,
): Promise<void> {
  request.session.notice = text;
  if (undo) request.session.undo = undo;
  else delete request.session.undo;
  await saveSession(request);
}

/** A query parameter as text; arrays and objects count as not given. */
export function queryText(request: Request, name: string): string | undefined {
  const value: unknown = request.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A route parameter as text. Express 5 types wildcards as arrays; ours are plain. */
export function param(request: Request, name: string): string {
  const value: unknown = request.params[name];
  return typeof value === 'string' ? value : '';
}
