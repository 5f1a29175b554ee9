import { Controller, Req } from '@nestjs/common';
import { NOMINATION_SORTS, NominationQueries } from '@app/appointments';
import { noteTeamRead } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { PAGE_SIZE, teamNominationsView } from './team-nominations.views';

/** 推薦 of the units that one heads. */
@Controller('team/nominations')
@Allow('team.read')
export class TeamNominationsController {
  constructor(private readonly nominations: NominationQueries) {}

  @PageRoute('', 'pages/unit/nominations/team-nominations')
  async showNominations(@Req() request: PageRequest) {
    const [actor, page] = [actorOf(request), pageNumber(queryText(request, 'page'))];
    const sort = NOMINATION_SORTS.find((it) => it === queryText(request, 'sort'));
    const filter = { sort, page, pageSize: PAGE_SIZE };
    const found = await this.nominations.listOfHeaded(actor, filter);
    const others = found.rows.filter(({ personId }) => personId !== actor.personId);
    if (others.length > 0) noteTeamRead(request, others.length);
    return teamNominationsView(found, { page, sort });
  }
}
