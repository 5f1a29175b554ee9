import { Body, Controller, HttpStatus, Req, Res } from '@nestjs/common';
import { Passkeys, SecondFactorCheck } from '@app/accounts';
import { type CommandAnswer, NotFound } from '@app/platform';
import type { Response } from 'express';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { Moved } from '../../../shell/guard.errors';
import type { PageRequest } from '../../../shell/http';
import { ApiCommand, CommandRoute, PageRoute, Public } from '../../../shell/routes';
import { saveSession } from '../../../shell/session';
import { Entry } from './entry';
import { takePasskeyAnswer } from './passkey-answer';

const MISSING = 'コードを入力してください。';
const codeForm = z.object({ otp: z.string(MISSING).trim().min(1, MISSING).max(40, MISSING) });

/** The second step of a sign-in: the password was right, and nothing is open yet. */
@Controller('sign-in/second')
@Public()
export class SecondStepController {
  constructor(
    private readonly entry: Entry,
    private readonly check: SecondFactorCheck,
    private readonly passkeys: Passkeys,
  ) {}

  @PageRoute('', 'pages/me/sign-in/second-step')
  async showSecondStep(@Req() request: PageRequest) {
    const { holder } = stepOf(request);
    const options = await this.passkeys.signInOptions(holder.accountId);
    return {
      title: '二段階認証',
      hasPasskey: options !== null,
      form: formView(request, { otp: '' }),
    };
  }

  @CommandRoute('', 'showSecondStep', { idempotent: true })
  async enterCode(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
    @Body() body: unknown,
  ): Promise<CommandAnswer> {
    const { holder, next, kept } = stepOf(request);
    const { otp } = parseForm(codeForm, body);
    await this.check.checkCode(holder.accountId, otp);
    return { location: await this.entry.begin(request, response, holder, { next, kept }) };
  }

  /** For the script of the page: what the key must sign. */
  @ApiCommand('passkey/options', HttpStatus.OK)
  async passkeyOptions(@Req() request: PageRequest) {
    const { holder } = stepOf(request);
    const options = await this.passkeys.signInOptions(holder.accountId);
    if (!options) throw new NotFound();
    request.session.challenge = options.challenge;
    await saveSession(request);
    return options;
  }

  @ApiCommand('passkey', HttpStatus.OK)
  async enterPasskey(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
    @Body() body: unknown,
  ) {
    const { holder, next, kept } = stepOf(request);
    const { response: answer, challenge } = await takePasskeyAnswer(request, body);
    await this.passkeys.checkSignIn(holder.accountId, answer, challenge);
    return { location: await this.entry.begin(request, response, holder, { next, kept }) };
  }
}

/** Without the first step there is no second one. */
function stepOf(request: PageRequest) {
  const { step } = request.session;
  if (!step) throw new Moved('/sign-in');
  return step;
}
