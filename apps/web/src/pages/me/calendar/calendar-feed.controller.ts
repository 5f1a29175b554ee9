import { Controller, Get, Req, Res } from '@nestjs/common';
import { CalendarFeedsService } from '@app/accounts';
import { NotFound } from '@app/platform';
import type { Response } from 'express';
import { type PageRequest, param } from '../../../shell/http';
import { RequestLimits } from '../../../shell/limits/request-limits';
import { Public } from '../../../shell/routes';
import { ICS_TYPE } from './calendar.controller';
import { OwnDates } from './own-dates';

const SECRET = /^([\w-]{43})\.ics$/;

/** For programs that read a calendar by its address: the address is the key, and whatever does not open is not there. */
@Controller('calendar')
@Public()
export class CalendarFeedController {
  constructor(
    private readonly feeds: CalendarFeedsService,
    private readonly dates: OwnDates,
    private readonly limits: RequestLimits,
  ) {}

  @Get(':file')
  async readFeed(@Req() request: PageRequest, @Res({ passthrough: true }) response: Response) {
    const address = request.ip ?? '';
    const secret = SECRET.exec(param(request, 'file'))?.[1];
    // Whoever tries addresses that do not exist is stopped like whoever tries passwords.
    if (await this.limits.isUsedUp(address)) await this.limits.countAddress(address);
    const actor = secret === undefined ? null : await this.feeds.findActor(secret);
    if (actor === null) {
      await this.limits.countAddress(address);
      throw new NotFound();
    }
    await this.limits.countPerson(actor.accountId);
    response.setHeader('Content-Type', ICS_TYPE);
    response.setHeader('X-Robots-Tag', 'noindex');
    return this.dates.ics(actor);
  }
}
