import { Controller, Req, Res } from '@nestjs/common';
import type { CommandAnswer } from '@app/platform';
import { Allow, CommandRoute, NO_FORM, PageRoute, Public } from '../../../shell/routes';
import { formView } from '../../../shell/forms';
import { type PageRequest, queryText } from '../../../shell/http';
import { signInWithPassword } from '../../../shell/passport';
import type { Response } from 'express';
import { ownAddress } from './sign-in.rules';

const CHANGED = 'パスワードを変更しました。新しいパスワードでログインしてください。';
const GOES_ON = 'ログインすると、開こうとした画面に進みます。';

@Controller()
export class SignInController {
  @PageRoute('sign-in', 'pages/me/sign-in/sign-in')
  @Public()
  showSignIn(@Req() request: PageRequest) {
    const next = ownAddress(queryText(request, 'next') ?? bodyNext(request));
    return {
      title: 'ログイン',
      told: request.refusedForm ? '' : toldText(request, next),
      form: formView(request, { staffNumber: '', next }),
    };
  }

  @CommandRoute('sign-in', 'showSignIn', { idempotent: true })
  @Public()
  async signIn(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandAnswer> {
    await signInWithPassword(request, response);
    return { location: ownAddress(bodyNext(request)) };
  }

  @CommandRoute('sign-out', NO_FORM, { idempotent: true, ownTransactions: true })
  @Allow('self')
  async signOut(@Req() request: PageRequest): Promise<CommandAnswer> {
    await new Promise<void>((resolve, reject) => {
      request.session.destroy((error: unknown) => {
        if (error instanceof Error) reject(error);
        else resolve();
      });
    });
    return { location: '/sign-in' };
  }
}

function toldText(request: PageRequest, next: string): string {
  if (queryText(request, 'changed') === '1') return CHANGED;
  return next === '/' ? '' : GOES_ON;
}

function bodyNext(request: PageRequest): string | undefined {
  const next = (request.body as { next?: unknown } | undefined)?.next;
  return typeof next === 'string' ? next : undefined;
}
