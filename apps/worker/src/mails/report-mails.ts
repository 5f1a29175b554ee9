import { Inject, Injectable } from '@nestjs/common';
import { type ReportMail, ReportMails } from '@app/exports';
import { APP_CONFIG, type AppConfig, formatDateTime } from '@app/platform';
import { MailTemplates } from './mail-templates';

/** The mail about a report in the words of mails/report. */
@Injectable()
export class TemplateReportMails extends ReportMails {
  private readonly templates = new MailTemplates();

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {
    super();
  }

  compose({ title, expiresAt }: ReportMail): { subject: string; text: string } {
    const { CITY_NAME: cityName, PUBLIC_URL: publicUrl } = this.config;
    const view = {
      ...{ productName: 'ツナガル学び', cityName, publicUrl, title },
      link: new URL('/files', publicUrl).href,
      until: expiresAt === null ? '' : formatDateTime(expiresAt),
    };
    return {
      subject: this.templates.render('report/subject', view).trim(),
      text: this.templates.render('report/body', view),
    };
  }
}
