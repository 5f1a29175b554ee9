import { Body, Controller, Req } from '@nestjs/common';
import { type CommandAnswer, formatDate, people } from '@app/platform';
import { ReminderRequestQueries, ReminderRequestsService } from '@app/reminders';
import { noteTeamRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { teamHref } from '../team/team-links';
import { refusedChoice } from '../team/team-prompts.views';
import { promptForm, readTeamSearch, teamFilter } from '../team/team.forms';
import { remindForm } from './reminding.forms';
import { remindingView, undoOf } from './reminding.views';

/** 思い出してもらう: whom, of what, when and in which words; then one notice, and a way to take it back. */
@Controller('team/:unitCode')
@Allow('team.prompt')
export class RemindingController {
  constructor(
    private readonly queries: ReminderRequestQueries,
    private readonly requests: ReminderRequestsService,
  ) {}

  @PageRoute('remind', 'pages/unit/reminding/reminding')
  async showRemindable(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const search = { ...readTeamSearch(request.query), tab: 'open' as const };
    const code = param(request, 'unitCode');
    const found = await this.queries.listPeople(actor, code, teamFilter(search));
    const others = found.people.filter(({ member }) => member.personId !== actor.personId);
    if (others.length > 0) noteTeamRead(request, others.length);
    const chosen = request.refusedForm === undefined ? null : refusedChoice(request);
    const view = remindingView(found, search, { ownId: actor.personId, chosen });
    return { ...view, form: formView(request, {}) };
  }

  @CommandRoute('remind', 'showRemindable')
  async remind(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const code = param(request, 'unitCode');
    const { of } = parseForm(remindForm, body);
    const done = await this.requests.ask(actorOf(request), code, of);
    return {
      location: teamHref(code),
      notice: `${people(done.personIds.length)}に、${formatDate(done.mailOn)}の通知で思い出してもらいます。`,
      undo: undoOf(code, done.personIds),
    };
  }

  @CommandRoute('undo-reminders', 'showRemindable')
  async undo(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const code = param(request, 'unitCode');
    const { of } = parseForm(promptForm, body);
    await this.requests.takeBack(actorOf(request), code, of);
    return {
      location: teamHref(code),
      notice: `${people(of.length)}に思い出してもらうことを取り消しました。`,
    };
  }
}
