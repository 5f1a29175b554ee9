import { Mailer, MailRefused } from './mailer';

/** Neither a mail server nor the mailbox of development: nobody is told by mail, and every list says so. */
export class NoMailer extends Mailer {
  readonly joinsTransaction = false;

  send(): Promise<void> {
    return Promise.reject(new MailRefused('メールサーバー(SMTP_URL)の設定がありません。'));
  }
}
