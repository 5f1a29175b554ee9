import { Inject, Injectable } from '@nestjs/common';
import { AccountNotices, noticeText, type NoticeToMail } from '@app/accounts';
import {
  APP_CONFIG,
  type AppConfig,
  Database,
  formatDateTime,
  Mailer,
  MailRefused,
} from '@app/platform';
import { MailTemplates } from './mail-templates';

const MOST_AT_ONCE = 200;

/**
 * Mails what owners of accounts must hear of, one mail each. A mail is sent while its row is locked: two workers never
 * send the same one, and one that was killed in between sends it again under the same message id.
 */
@Injectable()
export class AccountNoticeMails {
  private readonly templates = new MailTemplates();

  constructor(
    private readonly database: Database,
    private readonly notices: AccountNotices,
    private readonly mailer: Mailer,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Returns how many were sent. What the server would not take now waits for the next minute. */
  async run(): Promise<number> {
    const tried: string[] = [];
    let sent = 0;
    while (tried.length < MOST_AT_ONCE) {
      const outcome = await this.database.transaction(() => this.sendNext(tried));
      if (outcome === 'none') break;
      if (outcome === 'sent') sent += 1;
    }
    return sent;
  }

  private async sendNext(tried: string[]): Promise<'none' | 'sent' | 'kept' | 'no_mailbox'> {
    const notice = await this.notices.nextToMail(tried);
    if (!notice) return 'none';
    tried.push(notice.id);
    if (notice.email === null) return this.finish(notice, 'no_mailbox');
    try {
      await this.send(notice, notice.email);
    } catch (error) {
      if (error instanceof MailRefused) return this.finish(notice, 'no_mailbox');
      return 'kept';
    }
    return this.finish(notice, 'sent');
  }

  private async send(notice: NoticeToMail, to: string): Promise<void> {
    const { CITY_NAME: cityName, PUBLIC_URL: publicUrl } = this.config;
    const view = {
      ...{ cityName, publicUrl, recipientName: notice.name },
      at: formatDateTime(notice.createdAt),
      text: noticeText(notice),
    };
    await this.mailer.send({
      messageId: `${notice.id}@${new URL(publicUrl).hostname}`,
      to,
      subject: this.templates.render('account-notice/subject', view).trim(),
      text: this.templates.render('account-notice/body', view),
    });
  }

  private async finish<Outcome>({ id }: NoticeToMail, outcome: Outcome): Promise<Outcome> {
    await this.notices.finish(id);
    return outcome;
  }
}
