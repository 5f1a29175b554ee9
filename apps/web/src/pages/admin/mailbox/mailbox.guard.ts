import { type CanActivate, Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig, NotFound } from '@app/platform';

/** With a real mail server, or where it is closed, there is no built-in mailbox: its pages do not exist. */
@Injectable()
export class MailboxGuard implements CanActivate {
  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  canActivate(): boolean {
    if (this.config.SMTP_URL !== undefined || !this.config.MAILBOX) throw new NotFound();
    return true;
  }
}
