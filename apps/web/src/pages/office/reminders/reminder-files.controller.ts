import { Controller, Get, Req } from '@nestjs/common';
import { seesAllUnits } from '@app/access';
import { LedgerSource, UpcomingSource } from '@app/exports';
import {
  addDays,
  Clock,
  formatDateShort,
  MAXIMUM_EXPORT_ROWS,
  requireExportable,
  things,
} from '@app/platform';
import { PaperNoticeQueries } from '@app/reminders';
import { actorOf, type PageRequest } from '../../../shell/http';
import {
  filesAt,
  type ListReply,
  listReply,
  requestedFormat,
} from '../../../shell/lists/list-file';
import { sourceReply } from '../../../shell/lists/source-reply';
import { Allow, Confirmed } from '../../../shell/routes';
import { LEDGER_LIST, PAPER_LIST, PREVIEW_LIST } from './reminders.list';
import { PAPER_DAYS } from './reminders.views';

const ALL = { limit: MAXIMUM_EXPORT_ROWS, offset: 0 };

/** The files of the three lists of reminders: the same rows, filters and rights as on their pages. */
@Controller('reminders')
@Allow('reminders.read')
export class ReminderFilesController {
  constructor(
    private readonly ledger: LedgerSource,
    private readonly upcoming: UpcomingSource,
    private readonly paper: PaperNoticeQueries,
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
    const [actor, today] = [actorOf(request), this.clock.today()];
    const since = addDays(today, -PAPER_DAYS);
    const unitIds = seesAllUnits(actor) ? null : actor.headedUnitIds;
    const { rows, total } = await this.paper.listPaperNotices({ since, unitIds, ...ALL });
    requireExportable(total);
    return listReply(PAPER_LIST, rows, requestedFormat(request), {
      title: `${PAPER_LIST.name}(${formatDateShort(since)}から、${things(total)})`,
      suffix: today,
    });
  }
}
