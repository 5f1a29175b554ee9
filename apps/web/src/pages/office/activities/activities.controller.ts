import { sourceReply } from '../../../shell/lists/source-reply';
import { ActivitiesSource } from '@app/exports';
import { Controller, Get, Req } from '@nestjs/common';
import { RoleActivityQueries } from '@app/appointments';
import { Clock } from '@app/platform';
import { askedDay } from '../../../shared/asked-day';
import { noteTeamRead } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { ACTIVITIES, activitiesView, HOLDERS_PER_PAGE } from './activities.views';

/** What everybody who holds a role has done lately. */
@Controller('appointments/activities')
@Allow('appointments.read')
export class ActivitiesController {
  constructor(
    private readonly activities: RoleActivityQueries,
    private readonly source: ActivitiesSource,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/activities/activities')
  async showActivities(@Req() request: PageRequest) {
    const { asOf, asOfError } = askedDay(request, this.clock.today());
    const page = pageNumber(queryText(request, 'page'));
    const isQuiet = queryText(request, 'state') === 'quiet';
    const counts = await this.activities.countActive(asOf);
    const rows = await this.activities.listHolders(actorOf(request), {
      ...{ on: asOf, onlyQuiet: isQuiet },
      ...{ limit: HOLDERS_PER_PAGE, offset: (page - 1) * HOLDERS_PER_PAGE },
    });
    if (rows.length > 0) noteTeamRead(request, rows.length);
    return { ...activitiesView(rows, { asOf, counts, isQuiet, page }), asOfError };
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportActivities(@Req() request: PageRequest) {
    const today = this.clock.today();
    return sourceReply(request, { source: this.source, list: ACTIVITIES, today });
  }
}
