import { Inject, Injectable } from '@nestjs/common';
import { type MonthMail, MonthMails } from '@app/accounts';
import { APP_CONFIG, type AppConfig, formatMonth } from '@app/platform';
import { MailTemplates } from './mail-templates';

/** The mail about the sums of a month in the words of mails/audit-month. */
@Injectable()
export class TemplateMonthMails extends MonthMails {
  private readonly templates = new MailTemplates();

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {
    super();
  }

  compose({ month, sums }: MonthMail): { subject: string; text: string } {
    const { CITY_NAME: cityName, PUBLIC_URL: publicUrl } = this.config;
    const counts = Object.entries(sums).map(([name, value]: [string, number]) => [
      name,
      value === 0 && name === 'problems' ? '' : value.toLocaleString('ja-JP'),
    ]);
    const link = new URL(`/audit/summary?month=${month.slice(0, 7)}`, publicUrl).href;
    const view = {
      ...(Object.fromEntries(counts) as Record<keyof typeof sums, string>),
      ...{ productName: 'ツナガル学び', cityName, publicUrl, link },
      monthText: formatMonth(month),
      hasChecks: sums.checks > 0,
    };
    return {
      subject: this.templates.render('audit-month/subject', view).trim(),
      text: this.templates.render('audit-month/body', view),
    };
  }
}
