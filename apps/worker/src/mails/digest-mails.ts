import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig, OfficeCalendars } from '@app/platform';
import { type Digest, DigestMails } from '@app/reminders';
import { dailyDigestView } from './daily-digest/daily-digest.views';
import { MailTemplates } from './mail-templates';

/** The daily digest in the words of mails/daily-digest. */
@Injectable()
export class TemplateDigestMails extends DigestMails {
  private readonly templates = new MailTemplates();

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly calendars: OfficeCalendars,
  ) {
    super();
  }

  async compose(digest: Digest): Promise<{ subject: string; text: string }> {
    const { CITY_NAME: cityName, PUBLIC_URL: publicUrl } = this.config;
    const view = dailyDigestView(digest, {
      cityName,
      publicUrl,
      calendar: await this.calendars.current(),
    });
    return {
      subject: this.templates.render('daily-digest/subject', view).trim(),
      text: this.templates.render('daily-digest/body', view),
    };
  }
}
