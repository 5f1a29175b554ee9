import { Body, Controller, HttpStatus, Req } from '@nestjs/common';
import { OwnPasswords, Passkeys, SecondFactorCheck, SecondFactors } from '@app/accounts';
import { Clock, type CommandAnswer, NotFound } from '@app/platform';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText, showAgain } from '../../../shell/http';
import { Allow, ApiCommand, CommandRoute, PageRoute } from '../../../shell/routes';
import { isConfirmed } from '../../../shell/sign-in.guard';
import { saveSession } from '../../../shell/session';
import { address } from '../../../shell/view-parts';
import { takePasskeyAnswer } from './passkey-answer';
import { ownAddress } from './sign-in.rules';

const EITHER = 'パスワードを入力してください。';
const confirmForm = z
  .object({
    password: z.string().default(''),
    otp: z.string().default(''),
    next: z.string().optional(),
    from: z.string().optional(),
  })
  .refine(({ password, otp }) => password !== '' || otp !== '', {
    path: ['password'],
    error: EITHER,
  });

/** Where to go on: the address that asked for the confirmation, and of a file the page that leads to it. */
interface Asked {
  readonly next: string | undefined;
  readonly from: string | undefined;
}

/** Somebody who is signed in says once more who they are, before what needs it. */
@Controller('confirm')
@Allow('self')
export class ConfirmController {
  constructor(
    private readonly passwords: OwnPasswords,
    private readonly factors: SecondFactors,
    private readonly check: SecondFactorCheck,
    private readonly passkeys: Passkeys,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/sign-in/confirm')
  async showConfirm(@Req() request: PageRequest) {
    const typed = request.refusedForm?.values;
    const next = ownAddress(typed?.['next'] ?? queryText(request, 'next'));
    const from = typed?.['from'] ?? queryText(request, 'from') ?? '';
    const kinds = (await this.factors.list(actorOf(request).accountId)).map(({ kind }) => kind);
    const hasCodes = kinds.length > 0;
    const hasPasskey = kinds.includes('passkey');
    return {
      title: '本人の確認',
      ...this.waitingFile(request, { next, from }),
      ...{ hasCodes, hasPasskey },
      ways: [
        'パスワード',
        ...(hasPasskey ? ['パスキー'] : []),
        ...(hasCodes ? ['コード'] : []),
      ].join('、'),
      verify: address('/confirm/passkey', { next, from: from === '' ? undefined : from }),
      form: formView(request, { password: '', otp: '', next, from }),
    };
  }

  /** Wrong guesses must be counted although they are refused; the session is not of the database connection. */
  @CommandRoute('', 'showConfirm', { idempotent: true, ownTransactions: true })
  async confirm(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { password, otp, next, from } = parseForm(confirmForm, body);
    const actor = actorOf(request);
    if (password === '') await this.check.checkCode(actor.accountId, otp);
    else await this.passwords.confirm(actor, password);
    return { location: await this.confirmed(request, { next, from }) };
  }

  /** For the script of the page: what the key must sign. */
  @ApiCommand('passkey/options', HttpStatus.OK)
  async passkeyOptions(@Req() request: PageRequest) {
    const options = await this.passkeys.signInOptions(actorOf(request).accountId);
    if (!options) throw new NotFound();
    request.session.challenge = options.challenge;
    await saveSession(request);
    return options;
  }

  @ApiCommand('passkey', HttpStatus.OK, { ownTransactions: true })
  async confirmByPasskey(@Req() request: PageRequest, @Body() body: unknown) {
    const { response, challenge } = await takePasskeyAnswer(request, body);
    await this.passkeys.checkSignIn(actorOf(request).accountId, response, challenge);
    const asked = { next: queryText(request, 'next'), from: queryText(request, 'from') };
    return { location: await this.confirmed(request, asked) };
  }

  /** A file waits to be saved, and its reader is confirmed: the link to it, and the way back to where it was asked for. */
  private waitingFile(
    request: PageRequest,
    { next, from }: { readonly next: string; readonly from: string },
  ) {
    const isReady = from !== '' && !request.refusedForm && isConfirmed(request, this.clock);
    // What is saved leaves this page where it is.
    if (isReady) showAgain(request, { seconds: 1, next });
    return { fileHref: isReady ? next : '', backHref: ownAddress(from) };
  }

  private async confirmed(request: PageRequest, { next, from }: Asked): Promise<string> {
    request.session.confirmedAt = this.clock.now().getTime();
    await saveSession(request);
    if (request.session.kept) return '/sign-in/continue';
    return from === undefined || from === ''
      ? ownAddress(next)
      : address('/confirm', { next: ownAddress(next), from: ownAddress(from) });
  }
}
