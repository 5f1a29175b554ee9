import { Global, Inject, Injectable, Module, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Database } from '../database/database';
import { MailboxMailer } from './mailbox-mailer';
import { MailboxQueries } from './mailbox.queries';
import { Mailer } from './mailer';
import { SmtpMailer } from './smtp-mailer';

/** Lets go of the SMTP connections when the process ends. */
@Injectable()
class MailConnections implements OnModuleDestroy {
  constructor(@Inject(Mailer) private readonly mailer: Mailer) {}

  async onModuleDestroy(): Promise<void> {
    if (this.mailer instanceof SmtpMailer) await this.mailer.close();
  }
}

/** `Mailer` is SMTP when SMTP_URL is set, else the built-in mailbox. */
@Global()
@Module({
  providers: [
    {
      provide: Mailer,
      inject: [APP_CONFIG, Database, Clock],
      useFactory: (config: AppConfig, database: Database, clock: Clock) =>
        config.SMTP_URL
          ? new SmtpMailer(config.SMTP_URL, config.MAIL_FROM)
          : new MailboxMailer(database, clock),
    },
    MailboxQueries,
    MailConnections,
  ],
  exports: [Mailer, MailboxQueries],
})
export class MailModule {}
