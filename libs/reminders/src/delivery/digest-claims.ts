import { Injectable } from '@nestjs/common';
import { inForce } from '@app/organization';
import {
  Clock,
  col,
  Database,
  minutesBefore,
  type PersonId,
  type RowFrom,
  statement,
} from '@app/platform';
import { IS_HALTED } from '../halting/halts.queries';
import { REMINDER_KINDS } from '../kinds/kinds';
import { type CandidateKey, CandidateQueries } from '../planning/candidates.queries';

/** A claim older than this belongs to a worker that was killed; the mailer gives up long before. */
export const STALE_MINUTES = 10;

const CLAIM = statement({
  name: 'reminders.claim-digest',
  sql: `UPDATE reminder_digests SET state = 'sending', claimed_at = :now, attempts = attempts + 1
    WHERE id = :digestId
      AND ((state = 'planned' AND day = :today) OR (state = 'sending' AND claimed_at < :staleBefore))
      AND NOT ${IS_HALTED}
    RETURNING id, recipient_person_id AS "recipientId", day, message_id AS "messageId"`,
  parameters: {
    digestId: 'uuid',
    now: 'timestamptz',
    today: 'date',
    staleBefore: 'timestamptz',
  },
  row: {
    id: col.id<'reminder_digest'>(),
    recipientId: col.id<'person'>(),
    day: col.date,
    messageId: col.text,
  },
});

export type Claim = RowFrom<typeof CLAIM>;

const ENTRIES = statement({
  name: 'reminders.entries-of-digest',
  sql: `SELECT id, kind, object_id AS "objectId", due_on AS "dueOn", lead, text, reason, link FROM reminder_ledger
    WHERE digest_id = :digestId AND dropped_at IS NULL ORDER BY due_on, text, id`,
  parameters: { digestId: 'uuid' },
  row: {
    id: col.id<'reminder'>(),
    kind: col.oneOf(REMINDER_KINDS),
    objectId: col.id<'reminded_of'>(),
    dueOn: col.date,
    lead: col.int,
    text: col.text,
    reason: col.text,
    link: col.text,
  },
});

/** An entry of the ledger that waits in the digest: what the rules asked for, kept. */
export type ClaimedEntry = RowFrom<typeof ENTRIES>;

const RECIPIENT = statement({
  name: 'reminders.recipient',
  sql: `SELECT name, email FROM person_details p WHERE person_id = :personId AND ${inForce('p', ':today')}`,
  parameters: { personId: 'uuid', today: 'date' },
  row: { name: col.text, email: col.text.orNull },
});

export type Recipient = RowFrom<typeof RECIPIENT>;

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
    const staleBefore = minutesBefore(now, STALE_MINUTES);
    return this.database.first(CLAIM, { digestId, now, today: this.clock.today(), staleBefore });
  }

  async getRecipient(personId: PersonId): Promise<Recipient> {
    return this.database.only(RECIPIENT, { personId, today: this.clock.today() });
  }

  /**
   * What is still worth saying: whatever the rules no longer ask for since planning (completed, exempted, on leave,
   * a leader was found) is marked as dropped. The rules of today, also for a mail of an earlier day whose worker was
   * killed: whoever changed units meanwhile is not their former head's to read of.
   */
  async keepWhatHolds(claim: Claim): Promise<readonly ClaimedEntry[]> {
    const entries = await this.database.all(ENTRIES, { digestId: claim.id });
    const kinds = entries.map((entry) => entry.kind);
    const holds = await this.candidates.listForRecipient(
      this.clock.today(),
      claim.recipientId,
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

function keyOf({ kind, objectId, dueOn, lead }: CandidateKey): string {
  return [kind, objectId, dueOn, lead].join(' ');
}
