import { sourceReply } from '../../../shell/lists/source-reply';
import { TeamPeopleSource } from '@app/exports';
import { teamTabList } from './team.list';
import { Body, Controller, Get, Req } from '@nestjs/common';
import { hasPermission, headsUnit, seesAllUnits, seesAnnouncedOnly } from '@app/access';
import { NominationQueries } from '@app/appointments';
import { PromptsService } from '@app/courses';
import {
  HandoverQueries,
  isOpenHandover,
  MandatoryFigureQueries,
  type TeamFilter,
  TeamQueries,
} from '@app/coverage';
import { type CommandAnswer, people } from '@app/platform';
import { ReminderRequestQueries } from '@app/reminders';
import { noteTeamRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { filesAt, type ListReply } from '../../../shell/lists/list-file';
import { Allow, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { teamHref } from './team-links';
import { refusedChoice, undoOf } from './team-prompts.views';
import { promptForm, readTeamSearch, searchQuery, teamFilter } from './team.forms';
import { teamsView, teamView } from './team.views';

@Controller('team')
@Allow('team.read')
export class TeamController {
  constructor(
    private readonly teams: TeamQueries,
    private readonly prompts: PromptsService,
    private readonly handovers: HandoverQueries,
    private readonly nominations: NominationQueries,
    private readonly figures: MandatoryFigureQueries,
    private readonly requests: ReminderRequestQueries,
    private readonly source: TeamPeopleSource,
  ) {}

  /** Who heads one unit sees it at once; who heads several chooses. */
  @PageRoute('', 'pages/unit/team/team')
  async showOwnTeam(@Req() request: PageRequest) {
    const teams = await this.teams.listTeams(actorOf(request));
    const only = teams.length === 1 ? teams[0] : undefined;
    return only
      ? this.viewOf(request, only.code)
      : teamsView(teams, { seesAll: seesAllUnits(actorOf(request)) });
  }

  /** What a tab shows with its filter, without pages. As on the page, an address without a tab is of those who have not finished. */
  @Get(filesAt(':unitCode/people'))
  @Confirmed()
  async exportPeople(@Req() request: PageRequest): Promise<ListReply> {
    const code = param(request, 'unitCode');
    const { tab } = readTeamSearch(request.query);
    const { asked, on: today } = await this.teams.getTeam(actorOf(request), code, NOBODY);
    const list = teamTabList({ asked }, tab);
    return sourceReply(request, { source: this.source, list, today, place: { unit: code } });
  }

  @PageRoute(':unitCode', 'pages/unit/team/team')
  async showTeam(@Req() request: PageRequest) {
    return this.viewOf(request, param(request, 'unitCode'));
  }

  @CommandRoute(':unitCode/prompt', 'showTeam')
  @Allow('team.prompt')
  async prompt(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { code } = await this.teams.getUnit(actorOf(request), param(request, 'unitCode'));
    const { of } = parseForm(promptForm, body);
    const fresh = await this.prompts.prompt(actorOf(request), of);
    return {
      location: backTo(request, code),
      notice: `${people(fresh.length)}に声をかけたことを記録しました。本人には表示されません。`,
      undo: undoOf(code, searchQuery(readTeamSearch(request.query)), fresh),
    };
  }

  @CommandRoute(':unitCode/undo-prompts', 'showTeam')
  @Allow('team.prompt')
  async undoPrompts(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { code } = await this.teams.getUnit(actorOf(request), param(request, 'unitCode'));
    const { of } = parseForm(promptForm, body);
    await this.prompts.takeBack(actorOf(request), of);
    return {
      location: backTo(request, code),
      notice: `${people(of.length)}の声かけの記録を取り消しました。`,
    };
  }

  private async viewOf(request: PageRequest, unitCode: string) {
    const actor = actorOf(request);
    const search = readTeamSearch(request.query);
    const team = await this.teams.getTeam(actor, unitCode, teamFilter(search));
    const others = team.members.filter((member) => member.personId !== actor.personId);
    if (others.length > 0) noteTeamRead(request, others.length);
    const heads = headsUnit(actor, team.unit.unitId);
    const { rows } = await this.handovers.listOfUnit(actor, unitCode);
    const open = await this.nominations.listOpenBelow(actor, [team.unit.unitId]);
    const view = teamView(team, search, {
      seesAhead: !seesAnnouncedOnly(actor),
      canAppoint: hasPermission(actor, 'appointments.manage'),
      heads,
      canDeputize: hasPermission(actor, 'team.deputize'),
      handovers: rows.filter(isOpenHandover).length,
      open,
      prompter: heads ? actor.personId : null,
      refused: refusedChoice(request),
      reminded: await this.requests.lastOf(heads ? team.members : []),
      city: heads && search.tab === 'open' ? await this.figures.promisesOn(team.on) : null,
    });
    return { ...view, form: formView(request, {}) };
  }
}

/** A unit with the courses that its people are asked for. */
const NOBODY: TeamFilter = { page: 1, pageSize: 1 };

/** The list as it was: page, filter and tab stand in the address of the act as well. */
function backTo(request: PageRequest, code: string): string {
  return teamHref(code, searchQuery(readTeamSearch(request.query)));
}
