import { Controller, Get, Req, Res } from '@nestjs/common';
import { CalendarFeedsService } from '@app/accounts';
import {
  APP_CONFIG,
  type AppConfig,
  attachmentHeader,
  Clock,
  type CommandAnswer,
} from '@app/platform';
import { Inject } from '@nestjs/common';
import type { Response } from 'express';
import { formView } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, AnswerRoute, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { calendarView, feedShownView } from './calendar.views';
import { OwnDates } from './own-dates';

export const ICS_TYPE = 'text/calendar; charset=utf-8';

/** 予定表, below 設定. */
@Controller('settings/calendar')
@Allow('self')
export class CalendarController {
  constructor(
    private readonly feeds: CalendarFeedsService,
    private readonly dates: OwnDates,
    private readonly clock: Clock,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  @PageRoute('', 'pages/me/calendar/calendar')
  async showCalendar(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const [feed, days] = await Promise.all([this.feeds.findOwn(actor), this.dates.list(actor)]);
    return { ...calendarView(feed, days, this.clock.today()), form: formView(request, {}) };
  }

  @Get('own.ics')
  async download(@Req() request: PageRequest, @Res({ passthrough: true }) response: Response) {
    response.setHeader('Content-Type', ICS_TYPE);
    response.setHeader('Content-Disposition', attachmentHeader('学びの予定.ics'));
    return this.dates.ics(actorOf(request));
  }

  @AnswerRoute('', 'pages/me/calendar/feed', 'showCalendar')
  @Confirmed()
  async createFeed(@Req() request: PageRequest) {
    const secret = await this.feeds.createOwn(actorOf(request));
    return feedShownView(`${this.config.PUBLIC_URL}/calendar/${secret}.ics`);
  }

  @CommandRoute('revoke', 'showCalendar')
  async revokeFeed(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.feeds.revokeOwn(actorOf(request));
    return { location: '/settings/calendar', notice: '予定表のアドレスを無効にしました。' };
  }
}
