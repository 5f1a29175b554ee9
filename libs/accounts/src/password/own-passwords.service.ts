import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf } from '@app/access';
import { Database, InvalidInput } from '@app/platform';
import { Account } from '../account/account.entity';
import { GuessLimit, isWait } from '../sign-in/guess-limit';
import { PasswordChanges } from './password-changes';
import { PasswordPolicy } from './password-policy';
import { isPassword } from './passwords';

export interface PasswordChange {
  readonly current: string;
  readonly next: string;
}

/** What somebody who is signed in does with their own password. */
@Injectable()
export class OwnPasswords {
  constructor(
    private readonly database: Database,
    private readonly guesses: GuessLimit,
    private readonly policy: PasswordPolicy,
    private readonly changes: PasswordChanges,
  ) {}

  /** Ends all their sessions and tokens. */
  async change(actor: Actor, { current, next }: PasswordChange): Promise<void> {
    const passwordHash = await this.checked(actor, current, 'currentPassword');
    if (await isPassword(passwordHash, next))
      throw new InvalidInput({ newPassword: '今と違うパスワードにしてください。' });
    await this.policy.requireAcceptable(actor.accountId, next);
    const set = { password: next, mustChange: false };
    await this.changes.setPassword(auditActorOf(actor), actor.accountId, set);
  }

  /** They say once more who they are; throws InvalidInput at the field `password`. */
  async confirm(actor: Actor, password: string): Promise<void> {
    await this.checked(actor, password, 'password');
  }

  /** Whoever sits at an open session may not guess on and on. Returns the hash that was right. */
  private async checked({ accountId }: Actor, password: string, field: string): Promise<string> {
    const target = `password:${accountId}`;
    const guess = await this.guesses.begin({ target, accountId, address: null, deviceId: null });
    if (isWait(guess)) throw new InvalidInput({ [field]: tooMany(guess.minutes) });
    const { passwordHash } = await this.database
      .repository(Account)
      .findOneByOrFail({ id: accountId });
    if (!(await isPassword(passwordHash, password)))
      throw new InvalidInput({ [field]: '今のパスワードが違います。' });
    await this.guesses.forget(guess);
    return passwordHash;
  }
}

function tooMany(minutes: number): string {
  return `続けて間違えたため、しばらく変更できません。あと${String(minutes)}分ほどたってからお試しください。`;
}
