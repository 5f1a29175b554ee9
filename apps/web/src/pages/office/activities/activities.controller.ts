import { Controller, Get, Req } from '@nestjs/common';
import { RoleActivityQueries } from '@app/appointments';
import { Clock, formatDateShort, MAXIMUM_EXPORT_ROWS, requireExportable } from '@app/platform';
import { askedDay } from '../../../shared/asked-day';
import { noteTeamRead } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { activitiesList, activitiesView, HOLDERS_PER_PAGE } from './activities.views';

/** What everybody who holds a role has done lately. */
@Controller('appointments/activities')
@Allow('appointments.read')
export class ActivitiesController {
  constructor(
    private readonly activities: RoleActivityQueries,
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
    const { asOf } = askedDay(request, this.clock.today());
    const onlyQuiet = queryText(request, 'state') === 'quiet';
    const asked = { on: asOf, onlyQuiet, limit: MAXIMUM_EXPORT_ROWS + 1, offset: 0 };
    const rows = await this.activities.listHolders(actorOf(request), asked);
    requireExportable(rows.length);
    return listReply(activitiesList(), rows, requestedFormat(request), {
      title: `役割の活動(${formatDateShort(asOf)}現在、${String(rows.length)}名)`,
      suffix: asOf,
    });
  }
}
