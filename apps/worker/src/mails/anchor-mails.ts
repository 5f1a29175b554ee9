import { Inject, Injectable } from '@nestjs/common';
import { type AnchorMail, AnchorMails, auditCheckSentence } from '@app/accounts';
import { APP_CONFIG, type AppConfig, formatDate } from '@app/platform';
import { MailTemplates } from './mail-templates';

/** The mail about an anchor in the words of mails/audit-anchor. */
@Injectable()
export class TemplateAnchorMails extends AnchorMails {
  private readonly templates = new MailTemplates();

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {
    super();
  }

  compose({ day, check, anchor }: AnchorMail): { subject: string; text: string } {
    const view = {
      productName: 'ツナガル学び',
      cityName: this.config.CITY_NAME,
      publicUrl: this.config.PUBLIC_URL,
      dayText: formatDate(day),
      isIntact: check.problem === null,
      sentence: auditCheckSentence(check),
      anchor,
      fileName: `${day}.json`,
    };
    return {
      subject: this.templates.render('audit-anchor/subject', view).trim(),
      text: this.templates.render('audit-anchor/body', view),
    };
  }
}
