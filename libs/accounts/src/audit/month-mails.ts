import { Inject, Injectable } from '@nestjs/common';
import { detailsOn, inForce, isEmployed } from '@app/organization';
import {
  addDays,
  addMonths,
  APP_CONFIG,
  type AppConfig,
  Clock,
  col,
  Database,
  defineJob,
  instantAt,
  type LocalDate,
  Mailer,
  MailRefused,
  NO_PAYLOAD,
  OfficeCalendars,
  type RowOf,
  statement,
} from '@app/platform';
import { AccessLogQueries, type MonthSums } from '../access-log/access-log.queries';

/** Every hour of the day: from the first office day of a month on, what is still to be sent of the sums of the last one. */
export const MAIL_AUDIT_MONTH = defineJob('mail-audit-month', NO_PAYLOAD);

export interface MonthMail {
  /** Its first day. */
  readonly month: LocalDate;
  readonly sums: MonthSums;
}

/** Puts the mail into words; the worker has them. */
export abstract class MonthMails {
  abstract compose(mail: MonthMail): { readonly subject: string; readonly text: string };
}

const HOLDERS = `SELECT r.role, a.id FROM account_roles r JOIN accounts a ON a.id = r.account_id
    JOIN ${detailsOn('p', 'a.person_id', ':today')}
    WHERE r.role IN ('auditor', 'administrator') AND ${inForce('r', ':today')} AND a.suspended_at IS NULL AND p.email <> ''
      AND ${isEmployed('a.person_id', ':today')}`;

/** Auditors; administrators where there is no auditor with a mailbox. Who is one later gets the next month's. */
const PLANNED = statement({
  name: 'accounts.planned-month-mails',
  sql: `WITH holder AS (${HOLDERS})
    INSERT INTO audit_month_mails (month, account_id, planned_at)
    SELECT DISTINCT :month, id, :now FROM holder
    WHERE role = CASE WHEN EXISTS (SELECT 1 FROM holder WHERE role = 'auditor') THEN 'auditor' ELSE 'administrator' END
      AND NOT EXISTS (SELECT 1 FROM audit_month_mails WHERE month = :month)
      AND EXISTS (SELECT 1 FROM audit_entries WHERE at < :until)
    ON CONFLICT DO NOTHING RETURNING account_id AS "accountId"`,
  parameters: { month: 'date', today: 'date', now: 'timestamptz', until: 'timestamptz' },
  row: { accountId: col.id<'account'>() },
});

const NEXT_ROW = { accountId: col.id<'account'>(), email: col.text };
type NextMail = RowOf<typeof NEXT_ROW>;

/** Whoever has lost the right or the mailbox meanwhile has an empty address. */
const NEXT = statement({
  name: 'accounts.next-month-mail',
  sql: `SELECT m.account_id AS "accountId", coalesce((SELECT p.email FROM accounts a JOIN ${detailsOn('p', 'a.person_id', ':today')}
      WHERE a.id = m.account_id AND m.account_id IN (SELECT id FROM (${HOLDERS}) holder)), '') AS email
    FROM audit_month_mails m WHERE m.month = :month AND m.mailed_at IS NULL AND NOT m.account_id = ANY (:tried)
    ORDER BY m.account_id LIMIT 1 FOR UPDATE OF m SKIP LOCKED`,
  parameters: { month: 'date', today: 'date', tried: 'uuid[]' },
  row: NEXT_ROW,
});

/** One mail a month to each auditor, however often the worker starts or the hour strikes. */
@Injectable()
export class SendMonthMails {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
    private readonly access: AccessLogQueries,
    private readonly mailer: Mailer,
    private readonly mails: MonthMails,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Returns how many were sent. What the server would not take now waits for the next hour. */
  async run(): Promise<number> {
    const today = this.clock.today();
    const first = `${today.slice(0, 7)}-01` as LocalDate;
    if (today < (await this.calendars.current()).nextOfficeDay(first)) return 0;
    const month = addMonths(first, -1);
    const until = instantAt(first);
    await this.database.all(PLANNED, { month, today, now: this.clock.now(), until });
    const tried: string[] = [];
    let sent = 0;
    for (;;) {
      const outcome = await this.database.transaction(() => this.sendNext(month, tried));
      if (outcome === 'none') return sent;
      if (outcome === 'sent') sent += 1;
    }
  }

  /** The row stays locked while its mail is sent: two workers never send the same one. */
  private async sendNext(month: LocalDate, tried: string[]): Promise<'none' | 'sent' | 'kept'> {
    const next = await this.database.first(NEXT, { month, today: this.clock.today(), tried });
    if (!next) return 'none';
    tried.push(next.accountId);
    try {
      if (next.email !== '') await this.send(month, next);
    } catch (error) {
      if (!(error instanceof MailRefused)) return 'kept';
    }
    await this.database.execute(
      'UPDATE audit_month_mails SET mailed_at = $3 WHERE month = $1 AND account_id = $2',
      [month, next.accountId, this.clock.now()],
    );
    return next.email === '' ? 'kept' : 'sent';
  }

  private async send(month: LocalDate, { accountId, email }: NextMail): Promise<void> {
    const to = addDays(addMonths(month, 1), -1);
    const mail = this.mails.compose({ month, sums: await this.access.sumUp({ from: month, to }) });
    const host = new URL(this.config.PUBLIC_URL).hostname;
    const messageId = `audit-month-${month.slice(0, 7)}-${accountId}@${host}`;
    await this.mailer.send({ messageId, to: email, ...mail });
  }
}
