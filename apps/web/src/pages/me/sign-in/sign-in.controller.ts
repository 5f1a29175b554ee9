import { Controller, Req, Res } from '@nestjs/common';
import type { CommandAnswer } from '@app/platform';
import { Allow, CommandRoute, NO_FORM, PageRoute, Public, Takes } from '../../../shell/routes';
import { AccessRecorder } from '../../../shell/access-recorder';
import { formView } from '../../../shell/forms';
import { type PageRequest, queryText } from '../../../shell/http';
import { KeptForms } from '../../../shell/kept-forms';
import { endSession } from '../../../shell/session';
import { signInView } from '../../../shell/sign-in-pages';
import type { Response } from 'express';
import { Entry, type GoOn } from './entry';
import { ownAddress } from './sign-in.rules';
import { continueView } from './sign-in.views';

const CHANGED = 'パスワードを変更しました。新しいパスワードでログインしてください。';
const GOES_ON = 'ログインすると、開こうとした画面に進みます。';
const STILL_KEPT = '入力した内容はお預かりしています。ログインすると、続けられます。';
const LOST: ReadonlyMap<string, string> = new Map([
  [
    'form',
    'ログインの有効期限が切れたため、操作は行われていません。ログインのあと、もう一度お試しください。',
  ],
  [
    'file',
    'ログインの有効期限が切れたため、まだ送信していません。ファイルのある画面の内容はお預かりできませんでした。ログインのあと、もう一度入力して、ファイルを選び直してください。',
  ],
]);

/** What was typed before travels sealed in a field of this form. */
const WITH_KEPT_FORM = 128 * 1024;

@Controller()
export class SignInController {
  constructor(
    private readonly entry: Entry,
    private readonly keptForms: KeptForms,
    private readonly access: AccessRecorder,
  ) {}

  @PageRoute('sign-in', 'pages/me/sign-in/sign-in')
  @Public()
  showSignIn(@Req() request: PageRequest) {
    const next = ownAddress(queryText(request, 'next') ?? bodyText(request, 'next'));
    const kept = bodyText(request, 'kept') ?? '';
    const form = formView(request, { staffNumber: '', next });
    return signInView(form, { told: toldText(request, next, kept), kept });
  }

  /** Whoever is in already begins anew. What was counted, and who got in, stays written whatever follows. */
  @CommandRoute('sign-in', 'showSignIn', { idempotent: true })
  @Public()
  @Takes({ formBytes: WITH_KEPT_FORM })
  async signIn(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandAnswer> {
    const holder = await this.entry.checkPassword(request);
    return { location: await this.entry.goOn(request, response, holder, this.goOn(request)) };
  }

  /** What was typed before the sign-in, and the way back to its form. */
  @PageRoute('sign-in/continue', 'pages/me/sign-in/continue')
  @Allow('self')
  showContinue(@Req() request: PageRequest) {
    return continueView(request.session.kept ?? null);
  }

  @CommandRoute('sign-out', NO_FORM, { idempotent: true, ownTransactions: true })
  @Allow('self')
  async signOut(@Req() request: PageRequest): Promise<CommandAnswer> {
    this.access.signedOut(request);
    await endSession(request);
    return { location: '/sign-in' };
  }

  private goOn(request: PageRequest): GoOn {
    const sealed = bodyText(request, 'kept') ?? '';
    const kept = sealed === '' ? null : this.keptForms.open(request, sealed);
    return { next: ownAddress(bodyText(request, 'next')), kept };
  }
}

function toldText(request: PageRequest, next: string, kept: string): string {
  if (kept !== '') return STILL_KEPT;
  if (request.refusedForm) return '';
  if (queryText(request, 'changed') === '1') return CHANGED;
  const lost = LOST.get(queryText(request, 'lost') ?? '');
  return lost ?? (next === '/' ? '' : GOES_ON);
}

function bodyText(request: PageRequest, name: string): string | undefined {
  const value = (request.body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}
