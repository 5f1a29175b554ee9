import { Injectable } from '@nestjs/common';
import { Clock, col, Database, minutesBefore, statement } from '@app/platform';

const WINDOW_MINUTES = 15;
/** Whoever guesses names the subject: what is longer than any real one is cut, so that every guess can be counted. */
const LONGEST_SUBJECT = 100;

/** What is guessed at or from where, and how many wrong guesses are allowed within a quarter of an hour. */
export interface GuessSubject {
  readonly subject: string;
  readonly allowed: number;
}

/** A guess that counts as wrong until it is forgotten. */
export interface Guess {
  /** What was guessed at: the first subject. */
  readonly target: string;
  readonly ids: readonly string[];
}

const COUNTED_GUESS = statement({
  name: 'accounts.counted-guess',
  sql: 'INSERT INTO sign_in_failures (subject, failed_at) SELECT unnest(:subjects), :now RETURNING id',
  parameters: { subjects: 'text[]', now: 'timestamptz' },
  row: { id: col.bigint },
});

const USED_UP = statement({
  name: 'accounts.used-up-guesses',
  sql: `SELECT s.subject FROM unnest(:subjects, :allowed) AS s (subject, allowed)
    WHERE (SELECT count(*) FROM sign_in_failures f
           WHERE f.subject = s.subject AND f.failed_at > :since) >= s.allowed LIMIT 1`,
  parameters: { subjects: 'text[]', allowed: 'integer[]', since: 'timestamptz' },
  row: { subject: col.text },
});

/**
 * Limits guesses at passwords. A guess is counted before it is checked, one at a time per subject, so that guesses
 * sent at the same moment are limited like those sent one after the other. Not to be called inside a transaction:
 * its rollback would take the count back.
 */
@Injectable()
export class GuessLimit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Counts a guess as wrong for now; null (and nothing counted) when one of the subjects has used up its guesses. */
  async begin(subjects: readonly [GuessSubject, ...GuessSubject[]]): Promise<Guess | null> {
    const names = subjects.map(({ subject }) => subject.slice(0, LONGEST_SUBJECT));
    return this.database.transaction(async () => {
      for (const name of [...names].sort())
        await this.database.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
          name,
        ]);
      const allowed = subjects.map((it) => it.allowed);
      if (await this.isUsedUp(names, allowed)) return null;
      const rows = await this.database.all(COUNTED_GUESS, {
        subjects: names,
        now: this.clock.now(),
      });
      return { target: names[0] ?? '', ids: rows.map((row) => row.id) };
    });
  }

  /** The guess was right: it does not count, and neither do earlier ones at the same target. */
  async forget(guess: Guess): Promise<void> {
    await this.database.execute(
      'DELETE FROM sign_in_failures WHERE id = ANY($1::bigint[]) OR subject = $2',
      [guess.ids, guess.target],
    );
  }

  /** Guesses older than the window say nothing any more. */
  async forgetOld(): Promise<number> {
    return this.database.execute('DELETE FROM sign_in_failures WHERE failed_at < $1', [
      this.windowStart(),
    ]);
  }

  private async isUsedUp(names: readonly string[], allowed: readonly number[]): Promise<boolean> {
    const since = this.windowStart();
    const usedUp = await this.database.first(USED_UP, { subjects: names, allowed, since });
    return usedUp !== null;
  }

  private windowStart(): Date {
    return minutesBefore(this.clock.now(), WINDOW_MINUTES);
  }
}
