import { Body, Controller, Req } from '@nestjs/common';
import { OwnPasswords, SecondFactorCheck, SecondFactors } from '@app/accounts';
import { Clock, type CommandAnswer } from '@app/platform';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { saveSession } from '../../../shell/session';
import { ownAddress } from './sign-in.rules';

const EITHER = 'パスワードを入力してください。';
const confirmForm = z
  .object({
    password: z.string().default(''),
    otp: z.string().default(''),
    next: z.string().optional(),
  })
  .refine(({ password, otp }) => password !== '' || otp !== '', {
    path: ['password'],
    error: EITHER,
  });

/** Somebody who is signed in says once more who they are, before what needs it. */
@Controller('confirm')
@Allow('self')
export class ConfirmController {
  constructor(
    private readonly passwords: OwnPasswords,
    private readonly factors: SecondFactors,
    private readonly check: SecondFactorCheck,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/sign-in/confirm')
  async showConfirm(@Req() request: PageRequest) {
    const next = ownAddress(queryText(request, 'next'));
    return {
      title: '本人の確認',
      hasSecondFactor: await this.factors.isEnrolled(actorOf(request).accountId),
      form: formView(request, { password: '', otp: '', next }),
    };
  }

  /** Wrong guesses must be counted although they are refused; the session is not of the database connection. */
  @CommandRoute('', 'showConfirm', { idempotent: true, ownTransactions: true })
  async confirm(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { password, otp, next } = parseForm(confirmForm, body);
    const actor = actorOf(request);
    if (password === '') await this.check.checkCode(actor.accountId, otp);
    else await this.passwords.confirm(actor, password);
    request.session.confirmedAt = this.clock.now().getTime();
    await saveSession(request);
    return { location: request.session.kept ? '/sign-in/continue' : ownAddress(next) };
  }
}
