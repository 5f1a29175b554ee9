import { Injectable } from '@nestjs/common';
import { Database, Mailer, MailNotAccepted, MailRefused } from '@app/platform';
import { type Claim, type ClaimedEntry, DigestClaims, type Recipient } from './digest-claims';
import { DigestMails } from './digest-mails';

export type DeliveryResult = 'sent' | 'failed' | 'no_mailbox' | 'dropped' | 'not_mine';

/** What is to be sent, or how it ended before anything was. */
type Prepared =
  | {
      readonly claim: Claim;
      readonly recipient: Recipient;
      readonly entries: readonly ClaimedEntry[];
      readonly to: string;
    }
  | Exclude<DeliveryResult, 'sent' | 'failed'>;

/**
 * Sends one digest as one mail. With the built-in mailbox, claim, mail and result are one transaction: exactly once,
 * whatever is killed when. With SMTP the claim is committed first and the result afterwards; a worker killed in
 * between leaves a stale claim, and the same mail goes out again under the same message id.
 */
@Injectable()
export class DeliverDigest {
  constructor(
    private readonly database: Database,
    private readonly claims: DigestClaims,
    private readonly mailer: Mailer,
    private readonly mails: DigestMails,
  ) {}

  async run(digestId: string): Promise<DeliveryResult> {
    if (this.mailer.joinsTransaction)
      return this.database.transaction(() => this.deliver(digestId));
    return this.deliver(digestId);
  }

  private async deliver(digestId: string): Promise<DeliveryResult> {
    const prepared = await this.database.transaction(() => this.prepare(digestId));
    if (typeof prepared === 'string') return prepared;
    try {
      await this.send(prepared);
    } catch (error) {
      return this.recordFailure(prepared.claim, error);
    }
    await this.claims.finish(prepared.claim, 'sent');
    return 'sent';
  }

  private async prepare(digestId: string): Promise<Prepared> {
    const claim = await this.claims.claim(digestId);
    if (!claim) return 'not_mine';
    const entries = await this.claims.keepWhatHolds(claim);
    const recipient = await this.claims.getRecipient(claim.recipientId);
    if (entries.length > 0 && recipient.email)
      return { claim, recipient, entries, to: recipient.email };
    const state = entries.length === 0 ? 'dropped' : 'no_mailbox';
    await this.claims.finish(claim, state);
    return state;
  }

  private async send({ claim, recipient, entries, to }: Exclude<Prepared, string>): Promise<void> {
    const { subject, text } = await this.mails.compose({
      recipientName: recipient.name,
      day: claim.day,
      entries: entries.map(({ kind, text, dueOn, reason, link }) => ({
        ...{ kind, text, dueOn, reason, link },
      })),
    });
    await this.mailer.send({ messageId: claim.messageId, to, subject, text });
  }

  /** A refusal is final. Anything else is thrown on, so that the queue tries again. */
  private async recordFailure(claim: Claim, error: unknown): Promise<'failed'> {
    const reason = error instanceof Error ? error.message.slice(0, 500) : 'unknown';
    if (error instanceof MailRefused) {
      await this.claims.finish(claim, 'failed', reason);
      return 'failed';
    }
    // With the built-in mailbox the transaction is lost together with the claim; there is nothing to give back.
    if (!this.mailer.joinsTransaction) await this.release(claim, error, reason);
    throw error;
  }

  private async release(claim: Claim, error: unknown, reason: string): Promise<void> {
    if (error instanceof MailNotAccepted) await this.claims.giveBack(claim, reason);
    else await this.claims.keepClaimed(claim, reason);
  }
}
