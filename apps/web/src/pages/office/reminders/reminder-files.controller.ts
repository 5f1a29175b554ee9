import { Controller, Get, Req } from '@nestjs/common';
import { seesAllUnits } from '@app/access';
import {
  addDays,
  Clock,
  formatDateShort,
  formatRange,
  MAXIMUM_EXPORT_ROWS,
  type Page,
  requireExportable,
} from '@app/platform';
import { PaperNoticeQueries, ReminderQueries } from '@app/reminders';
import { ledgerFilter, previewFilter } from '../../../shared/reminder-filters';
import { actorOf, type PageRequest } from '../../../shell/http';
import type { List } from '../../../shell/lists/list';
import {
  filesAt,
  type ListReply,
  listReply,
  requestedFormat,
} from '../../../shell/lists/list-file';
import { Allow, Confirmed } from '../../../shell/routes';
import { latestDay, reminderQuery } from './reminder-query';
import { LEDGER_LIST, PAPER_LIST, PREVIEW_LIST } from './reminders.list';
import { PAPER_DAYS } from './reminders.views';

const ALL = { limit: MAXIMUM_EXPORT_ROWS, offset: 0 };

/** The files of the three lists of reminders: the same rows, filters and rights as on their pages. */
@Controller('reminders')
@Allow('reminders.read')
export class ReminderFilesController {
  constructor(
    private readonly reminders: ReminderQueries,
    private readonly paper: PaperNoticeQueries,
    private readonly clock: Clock,
  ) {}

  @Get(filesAt('list'))
  @Confirmed()
  async exportReminders(@Req() request: PageRequest): Promise<ListReply> {
    const filter = { ...ledgerFilter(reminderQuery(request), this.clock.today(), 1), ...ALL };
    const found = await this.reminders.listReminders(filter);
    return this.fileOf(request, LEDGER_LIST, found, formatRange(filter.from, filter.to));
  }

  @Get(filesAt('upcoming'))
  @Confirmed()
  async exportUpcoming(@Req() request: PageRequest): Promise<ListReply> {
    const today = this.clock.today();
    const days = { today, latest: latestDay(actorOf(request), today) };
    const filter = { ...previewFilter(reminderQuery(request), days, 1), ...ALL };
    const found = await this.reminders.previewReminders(filter);
    return this.fileOf(request, PREVIEW_LIST, found, formatRange(filter.from, filter.to));
  }

  @Get(filesAt('by-hand'))
  @Confirmed()
  @Allow('team.read')
  async exportPaperNotices(@Req() request: PageRequest): Promise<ListReply> {
    const actor = actorOf(request);
    const since = addDays(this.clock.today(), -PAPER_DAYS);
    const unitIds = seesAllUnits(actor) ? null : actor.headedUnitIds;
    const found = await this.paper.listPaperNotices({ since, unitIds, ...ALL });
    return this.fileOf(request, PAPER_LIST, found, `${formatDateShort(since)}から`);
  }

  private fileOf<Row>(
    request: PageRequest,
    list: List<Row>,
    { rows, total }: Page<Row>,
    days: string,
  ): Promise<ListReply> {
    requireExportable(total);
    return listReply(list, rows, requestedFormat(request), {
      title: `${list.name}(${days}、${String(total)}件)`,
      suffix: this.clock.today(),
    });
  }
}
