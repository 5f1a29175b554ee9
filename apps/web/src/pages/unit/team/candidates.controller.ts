import { Controller, Req } from '@nestjs/common';
import { hasPermission, headsUnit } from '@app/access';
import { type DxRole, NominationQueries, RoleQueries, roleAmong } from '@app/appointments';
import { TeamCandidateQueries } from '@app/coverage';
import { noteTeamRead } from '../../../shell/access-recorder';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { CANDIDATES_PAGE, candidatesView } from './candidates.views';
import { Clock } from '@app/platform';

/** Whom the head could recommend for a role: what somebody has and lacks, in words and never as a number. */
@Controller('team')
@Allow('team.read')
export class CandidatesController {
  constructor(
    private readonly candidates: TeamCandidateQueries,
    private readonly roles: RoleQueries,
    private readonly nominations: NominationQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':unitCode/candidates', 'pages/unit/team/candidates')
  async showCandidates(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const page = pageNumber(queryText(request, 'page'));
    const roles = await this.roles.listOpenOn(this.clock.today());
    const asked = { role: roleAsked(request, roles), page, pageSize: CANDIDATES_PAGE };
    const found = await this.candidates.list(actor, param(request, 'unitCode'), asked);
    const others = found.people.filter(({ personId }) => personId !== actor.personId);
    if (others.length > 0) noteTeamRead(request, others.length);
    const ids = found.people.map(({ personId }) => personId);
    return candidatesView(found, {
      open: await this.nominations.listOpenOf(actor, asked.role, ids),
      ...{ page, names: await this.roles.readAskable() },
      ...{ ownId: actor.personId, roles },
      heads: headsUnit(actor, found.unit.unitId),
      canAppoint: hasPermission(actor, 'appointments.manage'),
    });
  }
}

function roleAsked(request: PageRequest, roles: readonly DxRole[]): DxRole {
  return roleAmong(roles, queryText(request, 'role'));
}
