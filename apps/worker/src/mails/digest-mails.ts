import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig, OfficeCalendars } from '@app/platform';
import { type Digest, DigestMails, ReminderWordQueries, type WordsOf } from '@app/reminders';
import { dailyDigestView } from './daily-digest/daily-digest.views';
import { MailTemplates } from './mail-templates';

/** The daily digest in the words of mails/daily-digest. */
@Injectable()
export class TemplateDigestMails extends DigestMails {
  private readonly templates = new MailTemplates();

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly calendars: OfficeCalendars,
    private readonly words: ReminderWordQueries,
  ) {
    super();
  }

  async compose(digest: Digest, supposed?: WordsOf): Promise<{ subject: string; text: string }> {
    const { CITY_NAME: cityName, PUBLIC_URL: publicUrl } = this.config;
    const view = dailyDigestView(digest, {
      cityName,
      publicUrl,
      calendar: await this.calendars.current(),
      wordsOf: supposed ?? (await this.words.words()),
    });
    return {
      subject: this.templates.render('daily-digest/subject', view).trim(),
      text: this.templates.render('daily-digest/body', view),
    };
  }
}
