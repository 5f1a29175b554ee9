import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig, Clock, Database, Mailer, MailRefused } from '@app/platform';
import { ReminderHalts } from '@app/reminders';
import { NEXT_MAIL } from './reports.sql';

export interface ReportMail {
  /** 「定期報告 毎月 一枚もの(PDF)(令和8年10月31日現在)」 */
  readonly title: string;
  readonly expiresAt: Date | null;
}

/** Puts the mail into words; the worker has them. It says that there is a file, and nothing of what is in it. */
export abstract class ReportMails {
  abstract compose(mail: ReportMail): { readonly subject: string; readonly text: string };
}

/** One mail for each file of a report, however often the hour strikes. */
@Injectable()
export class SendReportMails {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mailer: Mailer,
    private readonly mails: ReportMails,
    private readonly halts: ReminderHalts,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Returns how many were sent. What the server would not take now waits for the next hour. */
  async run(): Promise<number> {
    // In a disaster nothing but security is mailed; the files wait for the hour after it.
    if (await this.halts.current()) return 0;
    const tried: string[] = [];
    let sent = 0;
    for (;;) {
      const outcome = await this.database.transaction(() => this.sendNext(tried));
      if (outcome === 'none') return sent;
      if (outcome === 'sent') sent += 1;
    }
  }

  /** The row stays locked while its mail is sent: two workers never send the same one. */
  private async sendNext(tried: string[]): Promise<'none' | 'sent' | 'kept'> {
    const next = await this.database.first(NEXT_MAIL, { today: this.clock.today(), tried });
    if (!next) return 'none';
    tried.push(next.id);
    const { id, email } = next;
    try {
      const host = new URL(this.config.PUBLIC_URL).hostname;
      const messageId = `report-${id}@${host}`;
      if (email !== '')
        await this.mailer.send({ messageId, to: email, ...this.mails.compose(next) });
    } catch (error) {
      if (!(error instanceof MailRefused)) return 'kept';
    }
    await this.database.execute('UPDATE file_orders SET mailed_at = $2 WHERE id = $1', [
      id,
      this.clock.now(),
    ]);
    return email === '' ? 'kept' : 'sent';
  }
}
