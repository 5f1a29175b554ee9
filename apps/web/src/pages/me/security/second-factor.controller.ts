import { Body, Controller, Header, HttpStatus, Req, StreamableFile } from '@nestjs/common';
import { Passkeys, RecoveryCodes, SecondFactors } from '@app/accounts';
import {
  attachmentHeader,
  type CommandAnswer,
  idOf,
  InvalidInput,
  Vocabulary,
} from '@app/platform';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import {
  Allow,
  AnswerRoute,
  ApiCommand,
  CommandRoute,
  Confirmed,
  FileRoute,
  PageRoute,
} from '../../../shell/routes';
import { saveSession } from '../../../shell/session';
import { recoveryView, secondFactorView } from './second-factor.views';

const NAME = '見分けるための名前を40文字以内で入力してください。';
const name = z
  .string(NAME)
  .trim()
  .min(1, NAME)
  .max(40, NAME)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, NAME);
const CODE = 'アプリに表示された6桁の数字を入力してください。';
const totpForm = z.object({
  name,
  otp: z.string(CODE).trim().min(1, CODE).max(20, CODE),
  setup: z.string(CODE).max(2000, CODE),
});
const OTHER = 'パスキーの登録をやり直してください。';
const passkeyForm = z.object({ name, response: z.looseObject({ id: z.string(OTHER) }, OTHER) });
const CODES = '画面を開き直して、予備コードを作り直してください。';
const codesForm = z.object({ codes: z.string(CODES).regex(/^[0-9a-z -]{1,400}$/, CODES) });

/** What one has beside the password: apps with codes, passkeys, codes on paper. */
@Controller('security/second-factor')
@Allow('self')
@Confirmed()
export class SecondFactorController {
  constructor(
    private readonly factors: SecondFactors,
    private readonly codes: RecoveryCodes,
    private readonly passkeys: Passkeys,
    private readonly vocabulary: Vocabulary,
  ) {}

  @PageRoute('', 'pages/me/security/second-factor')
  async showSecondFactor(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const setup = this.factors.beginTotp(actor, request.refusedForm?.values['setup'] ?? null);
    const city = await this.vocabulary.current();
    return secondFactorView(
      {
        factors: await this.factors.list(actor.accountId),
        codesLeft: await this.codes.countLeft(actor.accountId),
        arePasskeysPossible: this.passkeys.arePossible,
      },
      { ...setup, account: actor.staffNumber, issuer: `${city.full('city_name')} ツナガル学び` },
      formView(request, { name: '', otp: '', passkeyName: '' }),
    );
  }

  @AnswerRoute('totp', 'pages/me/security/recovery', 'showSecondFactor')
  async addTotp(@Req() request: PageRequest, @Body() body: unknown) {
    const { name, otp, setup } = parseForm(totpForm, body);
    const actor = actorOf(request);
    await this.factors.addTotp(actor, { name, code: otp, sealed: setup });
    const hasCodes = (await this.codes.countLeft(actor.accountId)) > 0;
    return recoveryView(hasCodes ? [] : await this.codes.make(actor));
  }

  /** New ones; those of before are worth nothing from now on. */
  @AnswerRoute('recovery', 'pages/me/security/recovery', 'showSecondFactor')
  async makeCodes(@Req() request: PageRequest) {
    const actor = actorOf(request);
    if (!(await this.factors.isEnrolled(actor.accountId)))
      throw new InvalidInput({ otp: '先に認証アプリかパスキーを登録してください。' });
    return recoveryView(await this.codes.make(actor));
  }

  /** Gives back what the page has just shown, as a file: nothing of it is kept here. */
  @FileRoute('recovery/file')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  async saveCodes(@Body() body: unknown): Promise<StreamableFile> {
    const { codes } = parseForm(codesForm, body);
    const lines = ['ツナガル学び 予備コード(1つにつき1回だけ使えます)', ...codes.split(' '), ''];
    return Promise.resolve(
      new StreamableFile(Buffer.from(lines.join('\r\n')), {
        disposition: attachmentHeader('予備コード.txt'),
      }),
    );
  }

  @ApiCommand('passkey/options', HttpStatus.OK)
  async passkeyOptions(@Req() request: PageRequest) {
    const options = await this.passkeys.registrationOptions(actorOf(request));
    request.session.challenge = options.challenge;
    await saveSession(request);
    return options;
  }

  @ApiCommand('passkey', HttpStatus.OK)
  async addPasskey(@Req() request: PageRequest, @Body() body: unknown) {
    const form = parseForm(passkeyForm, body);
    const { challenge } = request.session;
    if (challenge === undefined) throw new InvalidInput({ passkey: OTHER });
    delete request.session.challenge;
    await saveSession(request);
    await this.passkeys.add(actorOf(request), { ...form, challenge });
    return { location: '/security/second-factor' };
  }

  @CommandRoute(':id/remove', 'showSecondFactor')
  async removeFactor(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.factors.remove(actorOf(request), idOf(param(request, 'id')));
    return { location: '/security/second-factor', notice: '登録を削除しました。' };
  }
}
