import { Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { TeamQueries } from '@app/coverage';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { seesAnnouncedOnly } from '../../../shared/visible-day.rules';
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

  @PageRoute(':unitCode', 'pages/unit/team/team')
  async showTeam(@Req() request: PageRequest) {
    return this.viewOf(request, param(request, 'unitCode'));
  }

  private async viewOf(request: PageRequest, unitCode: string) {
    const actor = actorOf(request);
    const team = await this.teams.getTeam(actor, unitCode);
    return teamView(team, {
      seesAhead: !seesAnnouncedOnly(actor),
      canAppoint: hasPermission(actor, 'appointments.manage'),
    });
  }
}
