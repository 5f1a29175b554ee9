import { Controller, Get, Req } from '@nestjs/common';
import { Clock } from '@app/platform';
import { PlanReminders, ReminderQueries } from '@app/reminders';
import { ledgerFilter } from '@app/exports';
import { parseForm } from '../../shell/forms';
import { actorOf, type PageRequest } from '../../shell/http';
import { Allow, ApiCommand, Confirmed } from '../../shell/routes';
import { reminderListAnswer } from './reminders.answers';
import { type PlanAnswer, type ReminderList, remindersQuery } from './reminders.schemas';

@Controller('api/v1/reminders')
export class RemindersApiController {
  constructor(
    private readonly reminders: ReminderQueries,
    private readonly planning: PlanReminders,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Confirmed()
  @Allow('reminders.read')
  async listReminders(@Req() request: PageRequest): Promise<ReminderList> {
    const { from, to, kind, state, person, page } = parseForm(remindersQuery, request.query);
    const filter = ledgerFilter({ from, to, kind, state, person }, this.clock.today(), page);
    return reminderListAnswer(await this.reminders.listReminders(filter), filter, page);
  }

  @ApiCommand('plan')
  @Allow('reminders.plan')
  async planToday(@Req() request: PageRequest): Promise<PlanAnswer> {
    return this.planning.planToday(actorOf(request));
  }
}
