import { Injectable } from '@nestjs/common';
import { inForce } from '@app/organization';
import {
  AccessLog,
  Clock,
  col,
  Database,
  normalizeCode,
  type RowFrom,
  statement,
} from '@app/platform';
import { hashPassword, isPassword } from '../password/passwords';
import { ActorQueries, type SessionHolder } from '../actor/actors.queries';
import { GuessLimit, isWait } from './guess-limit';
import { KnownDevices } from './known-devices';

export type SignInResult =
  | ({ readonly kind: 'accepted' } & SessionHolder)
  | { readonly kind: 'refused' }
  | { readonly kind: 'wait'; readonly minutes: number };

export interface SignInAttempt {
  readonly staffNumber: string;
  readonly password: string;
  readonly address: string;
  /** What the browser's cookie says of having been here; nothing when it says nothing. */
  readonly deviceToken?: string | null;
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

/** Who is guessed at: whoever has or had the number, so that an older one gives no fresh guesses. Today's holder first. */
const GUESSED_AT = statement({
  name: 'accounts.account-guessed-at',
  sql: `SELECT a.id, a.person_id AS "personId" FROM staff_numbers n JOIN accounts a ON a.person_id = n.person_id
    WHERE n.staff_number = :staffNumber ORDER BY ${inForce('n', ':today')} DESC, n.valid_from DESC LIMIT 1`,
  parameters: { staffNumber: 'text', today: 'date' },
  row: { id: col.id<'account'>(), personId: col.id<'person'>() },
});

type GuessedAt = RowFrom<typeof GUESSED_AT> | typeof NOBODY;
const NOBODY = { id: null, personId: null } as const;

/** Longer than any number of any city; what is longer is nobody's. */
const LONGEST_NUMBER = 50;

/**
 * Checks number and password. An unknown or former number, a wrong password and an account that may not act get the same
 * answer in the same time; guessing is slowed down per person and browser and per address.
 */
@Injectable()
export class SignInService {
  private decoy: Promise<string> | null = null;

  constructor(
    private readonly database: Database,
    private readonly actors: ActorQueries,
    private readonly guesses: GuessLimit,
    private readonly devices: KnownDevices,
    private readonly clock: Clock,
    private readonly log: AccessLog,
  ) {}

  /** Whether this is who they say. Nobody is in yet: a second step may follow, and `SignInRecords` tells of it. */
  async signIn(attempt: SignInAttempt): Promise<SignInResult> {
    const staffNumber = normalizeCode(attempt.staffNumber);
    const { id: accountId, personId } = await this.guessedAt(staffNumber);
    const guess = await this.guesses.begin({
      target: targetOf(accountId, staffNumber),
      accountId,
      address: attempt.address,
      deviceId: await this.devices.find(accountId, attempt.deviceToken ?? null),
    });
    if (isWait(guess)) {
      this.record('sign_in_slowed', attempt, personId);
      return { kind: 'wait', minutes: guess.minutes };
    }
    const account = await this.findAccount(staffNumber);
    const matches = await isPassword(
      account?.passwordHash ?? (await this.decoyHash()),
      attempt.password,
    );
    const actor = account && matches ? await this.actors.findActor(account.id) : null;
    if (!account || !actor) {
      this.record('sign_in_failed', attempt, personId);
      return { kind: 'refused' };
    }
    await this.guesses.forget(guess);
    // The epoch that was read with the password: a change in between ends this session too.
    return { kind: 'accepted', accountId: account.id, sessionEpoch: account.sessionEpoch };
  }

  /** Of a number that is nobody's nothing is kept: a password is typed into the wrong field now and then. */
  private record(
    kind: 'sign_in_failed' | 'sign_in_slowed',
    { address }: SignInAttempt,
    subjectPersonId: string | null,
  ): void {
    const path = '/sign-in';
    this.log.add({ ...{ kind, actorAccountId: null, subjectPersonId, address, path }, detail: {} });
  }

  private async guessedAt(staffNumber: string): Promise<GuessedAt> {
    if (staffNumber.length > LONGEST_NUMBER) return NOBODY;
    const given = { staffNumber, today: this.clock.today() };
    return (await this.database.first(GUESSED_AT, given)) ?? NOBODY;
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

function targetOf(accountId: string | null, staffNumber: string): string {
  return accountId === null ? `number:${staffNumber}` : `account:${accountId}`;
}
