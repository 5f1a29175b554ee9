import { Injectable } from '@nestjs/common';
import { Clock, Database, InvalidInput, Seals } from '@app/platform';
import { GuessLimit, isWait } from '../sign-in/guess-limit';
import { RecoveryCodes } from './recovery-codes';
import { TOTP_USED, TOTPS } from './second-factor.statements';
import { TOTP_SECRET } from './second-factors.service';
import { totpStep } from './totp.rules';

const WRONG =
  'コードが違うか、すでに使われています。アプリの新しい6桁の数字、または未使用の予備コードを入力してください。';

/** Whether somebody has the second thing beside the password. Guesses are counted and slowed down like those at it. */
@Injectable()
export class SecondFactorCheck {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly seals: Seals,
    private readonly guesses: GuessLimit,
    private readonly codes: RecoveryCodes,
  ) {}

  /** A code of an app or of the paper. Throws InvalidInput at the field `otp`. */
  async checkCode(accountId: string, typed: string): Promise<void> {
    await this.counted(accountId, async () => {
      const code = typed.normalize('NFKC').replace(/\s/g, '');
      return (await this.isTotp(accountId, code)) || (await this.codes.use(accountId, code));
    });
  }

  /** Runs a check under the limit of guesses; what is wrong is said at the field `otp`. */
  async counted(accountId: string, check: () => Promise<boolean>): Promise<void> {
    const target = `factor:${accountId}`;
    const guess = await this.guesses.begin({ target, accountId, address: null, deviceId: null });
    if (isWait(guess))
      throw new InvalidInput({
        otp: `続けて間違えたため、しばらく確認できません。あと${String(guess.minutes)}分ほどたってからお試しください。`,
      });
    if (!(await check())) throw new InvalidInput({ otp: WRONG });
    await this.guesses.forget(guess);
  }

  private async isTotp(accountId: string, code: string): Promise<boolean> {
    const now = this.clock.now();
    for (const { id, sealedSecret } of await this.database.all(TOTPS, { accountId })) {
      const secret = this.seals.open(TOTP_SECRET, sealedSecret, id);
      const step = secret === null ? null : totpStep(secret, code, now);
      if (step !== null && (await this.database.first(TOTP_USED, { id, step, now }))) return true;
    }
    return false;
  }
}
