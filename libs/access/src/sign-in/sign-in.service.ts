import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, Database, minutesBefore, normalizeCode } from '@app/platform';
import { hashPassword, isPassword } from '../account/passwords';
import { ActorQueries } from '../actor/actors.queries';

export type SignInResult =
  | { readonly kind: 'accepted'; readonly accountId: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'too_many_failures' };

export interface SignInAttempt {
  readonly staffNumber: string;
  readonly password: string;
  readonly address: string;
}

const WINDOW_MINUTES = 15;
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
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly actors: ActorQueries,
  ) {}

  async signIn(attempt: SignInAttempt): Promise<SignInResult> {
    const staffNumber = normalizeCode(attempt.staffNumber);
    const subjects = [`number:${staffNumber}`, `address:${attempt.address}`] as const;
    if (await this.isLimited(subjects)) return { kind: 'too_many_failures' };
    const account = await this.findAccount(staffNumber);
    const matches = await isPassword(
      account?.password_hash ?? (await this.decoyHash()),
      attempt.password,
    );
    const actor = account && matches ? await this.actors.findActor(account.id) : null;
    if (!actor) {
      await this.recordFailure(subjects);
      return { kind: 'refused' };
    }
    await this.database.execute('DELETE FROM sign_in_failures WHERE subject = $1', [subjects[0]]);
    await this.audit.record(
      { accountId: actor.accountId, label: `${actor.staffNumber} ${actor.name}` },
      { action: 'account.signed_in', subjectType: 'account', subjectId: actor.accountId },
    );
    return { kind: 'accepted', accountId: actor.accountId };
  }

  /** For the nightly clean-up: failures older than the window say nothing any more. */
  async forgetOldFailures(): Promise<number> {
    return this.database.execute('DELETE FROM sign_in_failures WHERE failed_at < $1', [
      this.windowStart(),
    ]);
  }

  private async isLimited(subjects: readonly [string, string]): Promise<boolean> {
    const row = await this.database.queryOne<{ number: number; address: number }>(
      `SELECT count(*) FILTER (WHERE subject = $1)::int AS number, count(*) FILTER (WHERE subject = $2)::int AS address
       FROM sign_in_failures WHERE subject IN ($1, $2) AND failed_at > $3`,
      [...subjects, this.windowStart()],
    );
    if (!row) return false;
    return row.number >= FAILURES_PER_ACCOUNT || row.address >= FAILURES_PER_ADDRESS;
  }

  private async recordFailure(subjects: readonly string[]): Promise<void> {
    await this.database.execute(
      'INSERT INTO sign_in_failures (subject, failed_at) SELECT unnest($1::text[]), $2',
      [subjects, this.clock.now()],
    );
  }

  private async findAccount(
    staffNumber: string,
  ): Promise<{ id: string; password_hash: string } | null> {
    return this.database.queryOne(
      `SELECT a.id, a.password_hash FROM accounts a JOIN staff_numbers n ON n.person_id = a.person_id
       WHERE n.staff_number = $1`,
      [staffNumber],
    );
  }

  private decoyHash(): Promise<string> {
    this.decoy ??= hashPassword('no account has this password');
    return this.decoy;
  }

  private windowStart(): Date {
    return minutesBefore(this.clock.now(), WINDOW_MINUTES);
  }
}
