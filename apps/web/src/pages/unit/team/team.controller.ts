import { Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { type Team, TeamQueries } from '@app/coverage';
import { formatDateShort, people } from '@app/platform';
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
import { teamList } from './team.list';
import { teamsView, teamView } from './team.views';

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

  @Get(filesAt(':unitCode/people'))
  @Confirmed()
  async exportPeople(@Req() request: PageRequest): Promise<ListReply> {
    const { unit, members, on } = await this.teamOf(request, param(request, 'unitCode'));
    return listReply(teamList(), members, requestedFormat(request), {
      title: `${unit.name}の職員(${formatDateShort(on)}現在、${people(members.length)})`,
      suffix: `${unit.name}_${on}`,
    });
  }

  @PageRoute(':unitCode', 'pages/unit/team/team')
  async showTeam(@Req() request: PageRequest) {
    return this.viewOf(request, param(request, 'unitCode'));
  }

  private async viewOf(request: PageRequest, unitCode: string) {
    const actor = actorOf(request);
    const team = await this.teamOf(request, unitCode);
    const others = team.members.filter((member) => member.personId !== actor.personId);
    if (others.length > 0) noteTeamRead(request, others.length);
    return teamView(team, {
      seesAhead: !seesAnnouncedOnly(actor),
      canAppoint: hasPermission(actor, 'appointments.manage'),
    });
  }

  private teamOf(request: PageRequest, unitCode: string): Promise<Team> {
    return this.teams.getTeam(actorOf(request), unitCode);
  }
}
