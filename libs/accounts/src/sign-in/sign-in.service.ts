import { Injectable } from '@nestjs/common';
import { auditActorOf } from '@app/access';
import { inForce } from '@app/organization';
import {
  AuditLog,
  Clock,
  col,
  Database,
  normalizeCode,
  type RowFrom,
  statement,
} from '@app/platform';
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

/**
 * By the number that is in force today. A former number, and one given up with a join, is nobody's: whoever guesses at it
 * learns nothing, and has no second set of guesses at the same account.
 */
const ACCOUNT = statement({
  name: 'accounts.account-to-sign-in',
  sql: `SELECT a.id, a.password_hash AS "passwordHash", a.session_epoch AS "sessionEpoch"
    FROM accounts a WHERE a.person_id IN (SELECT n.person_id FROM staff_numbers n
      WHERE n.staff_number = :staffNumber AND ${inForce('n', ':today')})`,
  parameters: { staffNumber: 'text', today: 'date' },
  row: { id: col.id<'account'>(), passwordHash: col.text, sessionEpoch: col.int },
});

type AccountRow = RowFrom<typeof ACCOUNT>;

/** Longer than any number of any city; what is longer is nobody's. */
const LONGEST_NUMBER = 50;
const FAILURES_PER_ACCOUNT = 5;
const FAILURES_PER_ADDRESS = 50;

/**
 * Checks number and password. An unknown or former number, a wrong password and an account that may not act get the same
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
    private readonly clock: Clock,
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
      account?.passwordHash ?? (await this.decoyHash()),
      attempt.password,
    );
    const actor = account && matches ? await this.actors.findActor(account.id) : null;
    if (!account || !actor) return { kind: 'refused' };
    await this.guesses.forget(guess);
    await this.audit.record(auditActorOf(actor), {
      action: 'account.signed_in',
      subjectType: 'account',
      subjectId: actor.accountId,
    });
    // The epoch that was read with the password: a change in between ends this session too.
    return { kind: 'accepted', accountId: account.id, sessionEpoch: account.sessionEpoch };
  }

  /** For the nightly clean-up: failures older than the window say nothing any more. */
  async forgetOldFailures(): Promise<number> {
    return this.guesses.forgetOld();
  }

  private async findAccount(staffNumber: string): Promise<AccountRow | null> {
    if (staffNumber.length > LONGEST_NUMBER) return null;
    return this.database.first(ACCOUNT, { staffNumber, today: this.clock.today() });
  }

  private decoyHash(): Promise<string> {
    this.decoy ??= hashPassword('no account has this password');
    return this.decoy;
  }
}
