import { Inject, Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { detailsOn, inForce, isEmployed } from '@app/organization';
import {
  APP_CONFIG,
  type AppConfig,
  AuditAnchors,
  AuditCheck,
  CHAIN_PROBLEMS,
  type ChainCheck,
  Clock,
  col,
  Database,
  defineJob,
  JobQueue,
  type LocalDate,
  Mailer,
  NO_PAYLOAD,
  type RowOf,
  statement,
} from '@app/platform';
import { z } from 'zod';

/** Every night, and when somebody asks: checks the whole log, makes the day's anchor and sends it away. */
export const GUARD_AUDIT = defineJob('guard-audit', NO_PAYLOAD);

/** Today's anchor to one receiver. */
export const MAIL_ANCHOR = defineJob('mail-audit-anchor', z.object({ accountId: z.uuid() }));

const CHECK_ROW = {
  checkedAt: col.instant,
  entries: col.bigint,
  anchors: col.bigint,
  problem: col.oneOf(CHAIN_PROBLEMS).orNull,
  entryId: col.bigint.orNull,
  anchorDay: col.date.orNull,
};

/** What a check of the log found; `problem` null when it holds. */
export type AuditCheckRow = RowOf<typeof CHECK_ROW>;

const LAST_CHECKS = statement({
  name: 'accounts.last-audit-checks',
  sql: `SELECT checked_at AS "checkedAt", entries, anchors, problem, entry_id AS "entryId", anchor_day AS "anchorDay"
    FROM audit_checks ORDER BY id DESC LIMIT :limit`,
  parameters: { limit: 'integer' },
  row: CHECK_ROW,
});

/** Auditors with a mailbox: outside of the database is where an anchor proves something. */
const RECEIVERS = statement({
  name: 'accounts.anchor-receivers',
  sql: `SELECT DISTINCT a.id AS "accountId", p.email FROM account_roles r JOIN accounts a ON a.id = r.account_id
    JOIN ${detailsOn('p', 'a.person_id', ':today')}
    WHERE r.role = 'auditor' AND ${inForce('r', ':today')} AND a.suspended_at IS NULL AND p.email <> ''
      AND ${isEmployed('a.person_id', ':today')}
      AND (:accountId IS NULL OR a.id = :accountId) ORDER BY a.id`,
  parameters: { today: 'date', accountId: 'uuid?' },
  row: { accountId: col.id<'account'>(), email: col.text },
});

/** What a mail about an anchor says. */
export interface AnchorMail {
  readonly day: LocalDate;
  readonly check: AuditCheckRow;
  /** One line: an anchor as it stands in its file. */
  readonly anchor: string;
}

/** Puts the mail into words; the worker has them. */
export abstract class AnchorMails {
  abstract compose(mail: AnchorMail): { readonly subject: string; readonly text: string };
}

/** Checks the audit log by the clock, keeps what was found, and lets its anchors leave the house. */
@Injectable()
export class AuditGuard {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly check: AuditCheck,
    private readonly anchors: AuditAnchors,
    private readonly jobs: JobQueue,
  ) {}

  /** Safe to repeat: one anchor and one mail a day; every check leaves a row. */
  async run(): Promise<ChainCheck> {
    const result = await this.check.run();
    await this.keep(result);
    const anchor = await this.anchors.makeToday();
    if (anchor) await this.sendAway(anchor.day);
    return result;
  }

  /** The newest first. */
  async listChecks(actor: Actor, limit: number): Promise<readonly AuditCheckRow[]> {
    requirePermission(actor, 'audit.read');
    return this.database.all(LAST_CHECKS, { limit });
  }

  /** Asks the worker for a check; one that is waiting already is enough. */
  async ask(actor: Actor): Promise<void> {
    requirePermission(actor, 'audit.read');
    await this.jobs.enqueue(GUARD_AUDIT, {}, { jobId: 'guard-audit-asked', forgetFailure: true });
  }

  private async keep({ checked, anchors, problem }: ChainCheck): Promise<void> {
    const entryId = problem && 'entryId' in problem ? problem.entryId : null;
    const day = problem && 'day' in problem ? problem.day : null;
    await this.database.execute(
      `INSERT INTO audit_checks (checked_at, entries, anchors, problem, entry_id, anchor_day) VALUES ($1, $2, $3, $4, $5, $6)`,
      [this.clock.now(), checked, anchors, problem?.kind ?? null, entryId, day],
    );
  }

  private async sendAway(day: LocalDate): Promise<void> {
    const receivers = await this.database.all(RECEIVERS, { today: day, accountId: null });
    await this.jobs.enqueueAll(
      MAIL_ANCHOR,
      receivers.map(({ accountId }) => ({
        payload: { accountId },
        jobId: `anchor-${day}-${accountId}`,
      })),
    );
  }
}

/** Sends today's anchor to whoever is still an auditor. The same message id at every attempt: a receiver can tell a repeat. */
@Injectable()
export class SendAnchor {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly anchors: AuditAnchors,
    private readonly mailer: Mailer,
    private readonly mails: AnchorMails,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  async run({ accountId }: { readonly accountId: string }): Promise<void> {
    const today = this.clock.today();
    const receiver = await this.database.first(RECEIVERS, { today, accountId });
    const anchor = await this.anchors.find(today);
    const check = await this.database.first(LAST_CHECKS, { limit: 1 });
    if (!receiver || !anchor || !check) return;
    const mail = this.mails.compose({ day: today, check, anchor: JSON.stringify(anchor) });
    const host = new URL(this.config.PUBLIC_URL).hostname;
    const messageId = `audit-anchor-${today}-${accountId}@${host}`;
    await this.mailer.send({ messageId, to: receiver.email, ...mail });
  }
}
