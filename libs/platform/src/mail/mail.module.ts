import { Global, Inject, Injectable, Module, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Database } from '../database/database';
import { MailboxMailer } from './mailbox-mailer';
import { MailboxQueries } from './mailbox.queries';
import { Mailer } from './mailer';
import { NoMailer } from './no-mailer';
import { SmtpMailer } from './smtp-mailer';

/** Lets go of the SMTP connections when the process ends. */
@Injectable()
class MailConnections implements OnModuleDestroy {
  constructor(@Inject(Mailer) private readonly mailer: Mailer) {}

  async onModuleDestroy(): Promise<void> {
    if (this.mailer instanceof SmtpMailer) await this.mailer.close();
  }
}

/** `Mailer` is SMTP when SMTP_URL is set, else the built-in mailbox, and nothing where that is closed. */
@Global()
@Module({
  providers: [
    {
      provide: Mailer,
      inject: [APP_CONFIG, Database, Clock],
      useFactory: (config: AppConfig, database: Database, clock: Clock) => {
        if (config.SMTP_URL) return new SmtpMailer(config.SMTP_URL, config.MAIL_FROM);
        return config.MAILBOX ? new MailboxMailer(database, clock) : new NoMailer();
      },
    },
    MailboxQueries,
    MailConnections,
  ],
  exports: [Mailer, MailboxQueries],
})
export class MailModule {}
