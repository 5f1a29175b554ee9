import { Controller, Get, Req } from '@nestjs/common';
import { LedgerSource, UpcomingSource, PaperNoticesSource } from '@app/exports';
import { Clock } from '@app/platform';
import type { PageRequest } from '../../../shell/http';
import { filesAt, type ListReply } from '../../../shell/lists/list-file';
import { sourceReply } from '../../../shell/lists/source-reply';
import { Allow, Confirmed } from '../../../shell/routes';
import { LEDGER_LIST, PAPER_LIST, PREVIEW_LIST } from './reminders.list';

/** The files of the three lists of reminders: the same rows, filters and rights as on their pages. */
@Controller('reminders')
@Allow('reminders.read')
export class ReminderFilesController {
  constructor(
    private readonly ledger: LedgerSource,
    private readonly upcoming: UpcomingSource,
    private readonly paper: PaperNoticesSource,
    private readonly clock: Clock,
  ) {}

  @Get(filesAt('list'))
  @Confirmed()
  async exportReminders(@Req() request: PageRequest): Promise<ListReply> {
    const today = this.clock.today();
    return sourceReply(request, { source: this.ledger, list: LEDGER_LIST, today });
  }

  @Get(filesAt('upcoming'))
  @Confirmed()
  async exportUpcoming(@Req() request: PageRequest): Promise<ListReply> {
    const today = this.clock.today();
    return sourceReply(request, { source: this.upcoming, list: PREVIEW_LIST, today });
  }

  @Get(filesAt('by-hand'))
  @Confirmed()
  @Allow('team.read')
  async exportPaperNotices(@Req() request: PageRequest): Promise<ListReply> {
    const today = this.clock.today();
    return sourceReply(request, { source: this.paper, list: PAPER_LIST, today });
  }
}
