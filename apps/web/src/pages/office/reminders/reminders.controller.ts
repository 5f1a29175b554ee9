import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission, seesAllUnits, seesAnnouncedOnly } from '@app/access';
import { type CommandAnswer, addDays, Clock, OfficeCalendars } from '@app/platform';
import {
  PaperNoticeQueries,
  PlanReminders,
  ReminderQueries,
  TellNoticesService,
} from '@app/reminders';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, NO_FORM, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import {
  latestDay,
  ledgerFilter,
  REMINDERS_PER_PAGE,
  previewFilter,
  PAPER_DAYS,
} from '@app/exports';
import { reminderQuery } from './reminder-query';
import {
  ledgerView,
  paperView,
  planNotice,
  planView,
  previewView,
  undoTelling,
} from './reminders.views';
import { tellForm } from './telling.forms';

@Controller('reminders')
@Allow('reminders.read')
export class RemindersController {
  constructor(
    private readonly reminders: ReminderQueries,
    private readonly paper: PaperNoticeQueries,
    private readonly planning: PlanReminders,
    private readonly telling: TellNoticesService,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/reminders/reminders')
  async listReminders(@Req() request: PageRequest) {
    const page = pageNumber(queryText(request, 'page'));
    const typed = reminderQuery(request);
    const filter = ledgerFilter(typed, this.clock.today(), page);
    const [found, plan] = await Promise.all([
      this.reminders.listReminders(filter),
      this.plan(request),
    ]);
    return ledgerView(found, filter, { page, plan, typed, today: this.clock.today() });
  }

  @PageRoute('upcoming', 'pages/office/reminders/upcoming')
  async previewReminders(@Req() request: PageRequest) {
    const page = pageNumber(queryText(request, 'page'));
    const today = this.clock.today();
    const isClipped = seesAnnouncedOnly(actorOf(request));
    const days = { today, latest: latestDay(actorOf(request), today) };
    const query = reminderQuery(request);
    const filter = previewFilter(query, days, page);
    const [found, plan] = await Promise.all([
      this.reminders.previewReminders(filter),
      this.plan(request),
    ]);
    const asked = { usual: previewFilter({}, days, 1), typed: query };
    return previewView(found, filter, { page, plan, isClipped, today, ...asked });
  }

  @PageRoute('by-hand', 'pages/office/reminders/by-hand')
  @Allow('team.read')
  async listPaperNotices(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const page = pageNumber(queryText(request, 'page'));
    const since = this.paperSince();
    const isTold = queryText(request, 'show') === 'told';
    const unitIds = seesAllUnits(actor) ? null : actor.headedUnitIds;
    const slice = { limit: REMINDERS_PER_PAGE, offset: (page - 1) * REMINDERS_PER_PAGE };
    const found = await this.paper.listPaperNotices({ since, unitIds, isTold, ...slice });
    const seesNotices = hasPermission(actor, 'reminders.read');
    const canTell = hasPermission(actor, 'team.prompt') && unitIds !== null;
    const view = paperView(found, { page, since, seesNotices, isTold, canTell });
    return { ...view, form: formView(request, {}) };
  }

  @CommandRoute('by-hand/told', 'listPaperNotices')
  @Allow('team.prompt')
  async tell(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { notice: ids } = parseForm(tellForm, body);
    const count = await this.telling.tell(actorOf(request), ids, this.paperSince());
    return {
      location: '/reminders/by-hand',
      notice: `${String(count)}件を、今日伝えたと記録しました。`,
      undo: undoTelling(ids),
    };
  }

  @CommandRoute('by-hand/not-told', 'listPaperNotices')
  @Allow('team.prompt')
  async takeBack(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { notice: ids } = parseForm(tellForm, body);
    const count = await this.telling.takeBack(actorOf(request), ids, this.paperSince());
    return {
      location: '/reminders/by-hand',
      notice: `${String(count)}件の、伝えた記録を取り消しました。`,
    };
  }

  @CommandRoute('plan', NO_FORM, { idempotent: true })
  @Allow('reminders.plan')
  async planToday(@Req() request: PageRequest): Promise<CommandAnswer> {
    const planned = await this.planning.planToday(actorOf(request));
    return { location: '/reminders', notice: planNotice(planned) };
  }

  private paperSince() {
    return addDays(this.clock.today(), -PAPER_DAYS);
  }

  private async plan(request: PageRequest) {
    const today = this.clock.today();
    const nobodyInParticular = { person: '', kind: null, limit: 0, offset: 0 };
    const open = await this.reminders.previewReminders({
      from: today,
      to: today,
      ...nobodyInParticular,
    });
    return planView(hasPermission(actorOf(request), 'reminders.plan'), {
      today,
      calendar: await this.calendars.current(),
      open: open.total,
    });
  }
}
