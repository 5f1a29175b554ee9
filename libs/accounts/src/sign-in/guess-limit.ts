import { Injectable } from '@nestjs/common';
import { Clock, col, Database, minutesAfter, minutesBefore, statement } from '@app/platform';
import { minutesUntil, openAt } from './wait.rules';

const DAY_MINUTES = 24 * 60;
/** Across all people, from browsers that nobody has used before. */
const FAILURES_PER_ADDRESS = 50;
const ADDRESS_MINUTES = 15;
/** How long the owner of an account is told of them; numbers of nobody are forgotten after a day. */
const TOLD_DAYS = 90;
/** Whoever guesses names the target (and a proxy the address): what is longer than any real one is cut, so that every guess can be counted. */
const LONGEST_TEXT = 100;

/** What is guessed at, and from where. */
export interface GuessAt {
  /** One for a person, whatever number was typed; one for each number that nobody has. */
  readonly target: string;
  readonly accountId: string | null;
  /** Null for a guess at an open session. */
  readonly address: string | null;
  /** A browser in which this account has signed in before: it has a count of its own. */
  readonly deviceId: string | null;
}

/** A guess that counts as wrong until it is forgotten. */
export interface Guess extends GuessAt {
  readonly id: string;
}

/** Too many were wrong: nothing was counted, nothing may be checked. */
export interface Wait {
  readonly minutes: number;
}

const COUNTED_GUESS = statement({
  name: 'accounts.counted-guess',
  sql: `INSERT INTO sign_in_failures (target, account_id, address, device_id, failed_at)
    VALUES (:target, :accountId, :address, :deviceId, :now) RETURNING id`,
  parameters: {
    target: 'text',
    accountId: 'uuid?',
    address: 'text?',
    deviceId: 'uuid?',
    now: 'timestamptz',
  },
  row: { id: col.bigint },
});

const AT_TARGET = statement({
  name: 'accounts.failures-at-target',
  sql: `SELECT count(*)::int AS failures, max(failed_at) AS "lastAt" FROM sign_in_failures
    WHERE target = :target AND device_id IS NOT DISTINCT FROM :deviceId AND forgiven_at IS NULL AND failed_at > :since`,
  parameters: { target: 'text', deviceId: 'uuid?', since: 'timestamptz' },
  row: { failures: col.int, lastAt: col.instant.orNull },
});

const FROM_ADDRESS = statement({
  name: 'accounts.failures-from-address',
  sql: `SELECT count(*)::int AS failures, min(failed_at) AS "firstAt" FROM sign_in_failures
    WHERE address = :address AND device_id IS NULL AND address_forgiven_at IS NULL AND failed_at > :since`,
  parameters: { address: 'text', since: 'timestamptz' },
  row: { failures: col.int, firstAt: col.instant.orNull },
});

/**
 * Slows guesses down. A guess is counted before it is checked, one at a time per target, so that guesses sent at the same
 * moment are limited like those sent one after the other. Not to be called inside a transaction: its rollback would
 * take the count back.
 */
@Injectable()
export class GuessLimit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Counts a guess as wrong for now, or says how long to wait. */
  async begin(given: GuessAt): Promise<Guess | Wait> {
    const at = {
      ...given,
      target: given.target.slice(0, LONGEST_TEXT),
      address: given.address?.slice(0, LONGEST_TEXT) ?? null,
    };
    return this.database.transaction(async () => {
      for (const name of lockNames(at).sort())
        await this.database.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
          name,
        ]);
      const now = this.clock.now();
      const open = (await this.openAtTarget(at, now)) ?? (await this.openAtAddress(at, now));
      if (open) return { minutes: minutesUntil(open, now) };
      const { id } = await this.database.only(COUNTED_GUESS, { ...at, now });
      return { ...at, id };
    });
  }

  /** The guess was right: it was none, and earlier ones from the same browser count no more. */
  async forget({ id, target, deviceId }: Guess): Promise<void> {
    await this.database.execute('DELETE FROM sign_in_failures WHERE id = $1', [id]);
    await this.database.execute(
      `UPDATE sign_in_failures SET forgiven_at = $3
       WHERE target = $1 AND device_id IS NOT DISTINCT FROM $2 AND forgiven_at IS NULL`,
      [target, deviceId, this.clock.now()],
    );
  }

  /** For the nightly tidying. */
  async forgetOld(): Promise<number> {
    const now = this.clock.now();
    return this.database.execute(
      'DELETE FROM sign_in_failures WHERE failed_at < CASE WHEN account_id IS NULL THEN $1::timestamptz ELSE $2 END',
      [minutesBefore(now, DAY_MINUTES), minutesBefore(now, TOLD_DAYS * DAY_MINUTES)],
    );
  }

  private async openAtTarget({ target, deviceId }: GuessAt, now: Date): Promise<Date | null> {
    const since = minutesBefore(now, DAY_MINUTES);
    return openAt(await this.database.only(AT_TARGET, { target, deviceId, since }), now);
  }

  /** Known browsers do not suffer from what others do behind the same address. */
  private async openAtAddress({ address, deviceId }: GuessAt, now: Date): Promise<Date | null> {
    if (address === null || deviceId !== null) return null;
    const since = minutesBefore(now, ADDRESS_MINUTES);
    const { failures, firstAt } = await this.database.only(FROM_ADDRESS, { address, since });
    if (firstAt === null || failures < FAILURES_PER_ADDRESS) return null;
    return minutesAfter(firstAt, ADDRESS_MINUTES);
  }
}

export function isWait(answer: Guess | Wait): answer is Wait {
  return 'minutes' in answer;
}

function lockNames({ target, address, deviceId }: GuessAt): string[] {
  if (deviceId !== null) return [`${target} ${deviceId}`];
  return address === null ? [target] : [target, `address:${address}`];
}
