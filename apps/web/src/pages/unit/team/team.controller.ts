import { Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { type Team, type TeamFilter, TeamQueries } from '@app/coverage';
import { formatDateShort, MAXIMUM_EXPORT_ROWS, people } from '@app/platform';
import { noteTeamRead } from '../../../shell/access-recorder';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import {
  filesAt,
  type ListReply,
  listReply,
  requestedFormat,
} from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { seesAnnouncedOnly } from '../../../shared/visible-day.rules';
import { readTeamSearch, teamFilter } from './team.forms';
import { listOfTab, teamsView, teamView } from './team.views';

@Controller('team')
@Allow('team.read')
export class TeamController {
  constructor(private readonly teams: TeamQueries) {}

  /** Who heads one unit sees it at once; who heads several chooses. */
  @PageRoute('', 'pages/unit/team/team')
  async showOwnTeam(@Req() request: PageRequest) {
    const teams = await this.teams.listTeams(actorOf(request));
    const only = teams.length === 1 ? teams[0] : undefined;
    return only ? this.viewOf(request, only.code) : teamsView(teams);
  }

  /** What a tab shows with its filter, without pages. As on the page, an address without a tab is of those who have not finished. */
  @Get(filesAt(':unitCode/people'))
  @Confirmed()
  async exportPeople(@Req() request: PageRequest): Promise<ListReply> {
    const search = readTeamSearch(request.query);
    const filter = teamFilter({ ...search, page: 1 }, MAXIMUM_EXPORT_ROWS);
    const team = await this.teamOf(request, filter);
    const list = listOfTab(team, search.tab);
    return listReply(list, team.members, requestedFormat(request), {
      title: `${team.unit.name}の${list.name}(${formatDateShort(team.on)}現在、${people(team.total)})`,
      suffix: `${team.unit.name}_${team.on}`,
    });
  }

  @PageRoute(':unitCode', 'pages/unit/team/team')
  async showTeam(@Req() request: PageRequest) {
    return this.viewOf(request, param(request, 'unitCode'));
  }

  private async viewOf(request: PageRequest, unitCode: string) {
    const actor = actorOf(request);
    const search = readTeamSearch(request.query);
    const team = await this.teams.getTeam(actor, unitCode, teamFilter(search));
    const others = team.members.filter((member) => member.personId !== actor.personId);
    if (others.length > 0) noteTeamRead(request, others.length);
    return teamView(team, search, {
      seesAhead: !seesAnnouncedOnly(actor),
      canAppoint: hasPermission(actor, 'appointments.manage'),
    });
  }

  private teamOf(request: PageRequest, filter: TeamFilter): Promise<Team> {
    return this.teams.getTeam(actorOf(request), param(request, 'unitCode'), filter);
  }
}
