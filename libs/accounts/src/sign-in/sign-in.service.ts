import { Injectable } from '@nestjs/common';
import { AuditLog, Database, normalizeCode } from '@app/platform';
import { hashPassword, isPassword } from '../account/passwords';
import { ActorQueries, type SessionHolder } from '../actor/actors.queries';
import { GuessLimit } from './guess-limit';

export type SignInResult =
  | ({ readonly kind: 'accepted' } & SessionHolder)
  | { readonly kind: 'refused' }
  | { readonly kind: 'too_many_failures' };

export interface SignInAttempt {
  readonly staffNumber: string;
  readonly password: string;
  readonly address: string;
}

interface AccountRow {
  readonly id: string;
  readonly password_hash: string;
  readonly session_epoch: number;
}

/** Longer than any number of any city; what is longer is nobody's. */
const LONGEST_NUMBER = 50;
const FAILURES_PER_ACCOUNT = 5;
const FAILURES_PER_ADDRESS = 50;

/**
 * Checks number and password. An unknown number, a wrong password and an account that may not act get the same
 * answer in the same time; guessing is limited per number and per address.
 */
@Injectable()
export class SignInService {
  private decoy: Promise<string> | null = null;

  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly actors: ActorQueries,
    private readonly guesses: GuessLimit,
  ) {}

  async signIn(attempt: SignInAttempt): Promise<SignInResult> {
    const staffNumber = normalizeCode(attempt.staffNumber);
    const guess = await this.guesses.begin([
      { subject: `number:${staffNumber}`, allowed: FAILURES_PER_ACCOUNT },
      { subject: `address:${attempt.address}`, allowed: FAILURES_PER_ADDRESS },
    ]);
    if (!guess) return { kind: 'too_many_failures' };
    const account = await this.findAccount(staffNumber);
    const matches = await isPassword(
      account?.password_hash ?? (await this.decoyHash()),
      attempt.password,
    );
    const actor = account && matches ? await this.actors.findActor(account.id) : null;
    if (!account || !actor) return { kind: 'refused' };
    await this.guesses.forget(guess);
    await this.audit.record(
      { accountId: actor.accountId, label: `${actor.staffNumber} ${actor.name}` },
      { action: 'account.signed_in', subjectType: 'account', subjectId: actor.accountId },
    );
    // The epoch that was read with the password: a change in between ends this session too.
    return { kind: 'accepted', accountId: account.id, sessionEpoch: account.session_epoch };
  }

  /** For the nightly clean-up: failures older than the window say nothing any more. */
  async forgetOldFailures(): Promise<number> {
    return this.guesses.forgetOld();
  }

  private async findAccount(staffNumber: string): Promise<AccountRow | null> {
    if (staffNumber.length > LONGEST_NUMBER) return null;
    return this.database.queryOne<AccountRow>(
      `SELECT a.id, a.password_hash, a.session_epoch FROM accounts a JOIN staff_numbers n ON n.person_id = a.person_id
       WHERE n.staff_number = $1`,
      [staffNumber],
    );
  }

  private decoyHash(): Promise<string> {
    this.decoy ??= hashPassword('no account has this password');
    return this.decoy;
  }
}
