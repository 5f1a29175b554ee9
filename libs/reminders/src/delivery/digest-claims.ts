import { Injectable } from '@nestjs/common';
import { inForce } from '@app/organization';
import { Clock, Database, type LocalDate, minutesBefore } from '@app/platform';
import { CandidateQueries, type Candidate } from '../planning/candidates.queries';

/** A claim older than this belongs to a worker that was killed; the mailer gives up long before. */
export const STALE_MINUTES = 10;

export interface Claim {
  readonly id: string;
  readonly recipient_person_id: string;
  readonly day: LocalDate;
  readonly message_id: string;
}

/** An entry of the ledger that waits in the digest: what the rules asked for, kept. */
export interface ClaimedEntry extends Omit<Candidate, 'day'> {
  readonly id: string;
}

export interface Recipient {
  readonly name: string;
  readonly email: string | null;
}

type EndState = 'sent' | 'failed' | 'no_mailbox' | 'dropped';

/** The states of a digest while it is delivered. Only the holder of a claim may change it. */
@Injectable()
export class DigestClaims {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly candidates: CandidateQueries,
  ) {}

  /** Null when the digest is done, is another worker's, or is of another day (planning then carries it over). */
  async claim(digestId: string): Promise<Claim | null> {
    const now = this.clock.now();
    return this.database.queryOne<Claim>(
      `UPDATE reminder_digests SET state = 'sending', claimed_at = $2, attempts = attempts + 1
       WHERE id = $1 AND ((state = 'planned' AND day = $3) OR (state = 'sending' AND claimed_at < $4))
       RETURNING id, recipient_person_id, day, message_id`,
      [digestId, now, this.clock.today(), minutesBefore(now, STALE_MINUTES)],
    );
  }

  async getRecipient(personId: string): Promise<Recipient> {
    const row = await this.database.queryOne<Recipient>(
      `SELECT name, email FROM person_details p WHERE person_id = $1 AND ${inForce('p', '$2::date')}`,
      [personId, this.clock.today()],
    );
    if (!row) throw new Error('A digest belongs to a person');
    return row;
  }

  /**
   * What is still worth saying: whatever the rules no longer ask for since planning (completed, exempted, on leave,
   * a leader was found) is marked as dropped.
   */
  async keepWhatHolds(claim: Claim): Promise<readonly ClaimedEntry[]> {
    const entries = await this.database.query<ClaimedEntry>(
      `SELECT id, recipient_person_id, kind, object_id, due_on, lead, text, reason, link FROM reminder_ledger
       WHERE digest_id = $1 AND dropped_at IS NULL ORDER BY due_on, text, id`,
      [claim.id],
    );
    const kinds = entries.map((entry) => entry.kind);
    const holds = await this.candidates.listForRecipient(
      claim.day,
      claim.recipient_person_id,
      kinds,
    );
    const keys = new Set(holds.map(keyOf));
    const moot = entries.filter((entry) => !keys.has(keyOf(entry)));
    if (moot.length > 0) await this.drop(moot);
    return entries.filter((entry) => keys.has(keyOf(entry)));
  }

  async finish(claim: Claim, state: EndState, error: string | null = null): Promise<void> {
    await this.database.execute(
      `UPDATE reminder_digests SET state = $2, sent_at = $3, last_error = $4 WHERE id = $1 AND state = 'sending'`,
      [claim.id, state, state === 'sent' ? this.clock.now() : null, error],
    );
  }

  /** Certainly not sent: another attempt may start at once, or planning may put it into a later mail. */
  async giveBack(claim: Claim, error: string): Promise<void> {
    await this.database.execute(
      `UPDATE reminder_digests SET state = 'planned', claimed_at = NULL, last_error = $2 WHERE id = $1 AND state = 'sending'`,
      [claim.id, error],
    );
  }

  /** Perhaps sent: stays claimed, and is tried again with the same message id when the claim is stale. */
  async keepClaimed(claim: Claim, error: string): Promise<void> {
    await this.database.execute(
      `UPDATE reminder_digests SET last_error = $2 WHERE id = $1 AND state = 'sending'`,
      [claim.id, error],
    );
  }

  private async drop(entries: readonly ClaimedEntry[]): Promise<void> {
    await this.database.execute('UPDATE reminder_ledger SET dropped_at = $2 WHERE id = ANY($1)', [
      entries.map((entry) => entry.id),
      this.clock.now(),
    ]);
  }
}

function keyOf({ kind, object_id, due_on, lead }: ClaimedEntry | Candidate): string {
  return [kind, object_id, due_on, lead].join(' ');
}
