import { Body, Controller, Req } from '@nestjs/common';
import { headsUnit } from '@app/access';
import { TeamQueries } from '@app/coverage';
import { HeadDeputies, HeadDeputyQueries } from '@app/organization';
import { Clock, type CommandAnswer, formatRange, idOf, words } from '@app/platform';
import { noteTeamRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { deputyForm } from './deputies.forms';
import { deputiesHref } from '../team/team-links';
import { deputiesView, endAction } from './deputies.views';

/** 代理: who acts for the head of a unit, and for how long. */
@Controller('team')
@Allow('team.deputize')
export class DeputiesController {
  constructor(
    private readonly teams: TeamQueries,
    private readonly deputies: HeadDeputies,
    private readonly queries: HeadDeputyQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':unitCode/deputies', 'pages/unit/deputies/deputies')
  async showDeputies(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const today = this.clock.today();
    const unit = await this.unitOf(request);
    const deputies = await this.queries.listOfUnit(unit.unitId, today);
    const all = await this.queries.listCandidates(unit.unitId, today);
    const candidates = all.filter(({ personId }) => personId !== actor.personId);
    if (candidates.length > 0) noteTeamRead(request, candidates.length);
    return deputiesView({
      ...{ unit, deputies, candidates, today },
      heads: headsUnit(actor, unit.unitId),
      mayName: await this.deputies.mayName(actor, unit.unitId),
      form: formView(request, { person: '', from: today, until: '', reason: '' }),
    });
  }

  @CommandRoute(':unitCode/deputies', 'showDeputies')
  async name(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { code, unitId } = await this.unitOf(request);
    const { person, ...input } = parseForm(deputyForm, body);
    const personId = idOf<'person'>(person);
    const id = await this.deputies.name(actorOf(request), { unitId, personId, ...input });
    return {
      location: deputiesHref(code),
      notice: `${formatRange(input.from, input.until)}の代理を定めました。`,
      undo: { label: '取り消す', action: endAction(code, id), fields: [] },
    };
  }

  @CommandRoute(':unitCode/deputies/:id/end', 'showDeputies')
  async end(@Req() request: PageRequest): Promise<CommandAnswer> {
    const { code, unitId } = await this.unitOf(request);
    const { name } = await this.deputies.end(actorOf(request), unitId, param(request, 'id'));
    return {
      location: deputiesHref(code),
      notice: `${name}さんの代理を終えました。今日からは${words.unitHead}の画面を見られません。`,
    };
  }

  private unitOf(request: PageRequest) {
    return this.teams.getUnit(actorOf(request), param(request, 'unitCode'));
  }
}
