import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { Database } from '../database/database';
import { type Mail, Mailer, safeMail } from './mailer';

/** Puts mail into a table of ours when there is no SMTP server; shown as 開発用メール箱. */
@Injectable()
export class MailboxMailer extends Mailer {
  readonly joinsTransaction = true;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async send(mail: Mail): Promise<void> {
    const { messageId, to, subject, text } = safeMail(mail);
    await this.database.execute(
      `INSERT INTO mailbox_messages (id, message_id, to_address, subject, body, received_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (message_id) DO NOTHING`,
      [randomUUID(), messageId, to, subject, text, this.clock.now()],
    );
  }
}
