import { hasPermission } from '@app/access';
import { Controller, Get, Req } from '@nestjs/common';
import { PeopleSource } from '@app/exports';
import { PeopleQueries, UnitQueries } from '@app/organization';
import { Clock } from '@app/platform';
import { actorOf, type PageRequest } from '../../../shell/http';
import { filesAt } from '../../../shell/lists/list-file';
import { sourceReply } from '../../../shell/lists/source-reply';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { readPeopleSearch } from './people.forms';
import { peopleList } from './people.list';
import { PEOPLE_PER_PAGE, peopleView } from './people.views';
import { askedDay } from '../../../shared/asked-day';

@Controller('people')
@Allow('organization.read')
export class PeopleController {
  constructor(
    private readonly people: PeopleQueries,
    private readonly units: UnitQueries,
    private readonly source: PeopleSource,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/hr/people/people')
  async showPeople(@Req() request: PageRequest) {
    const today = this.clock.today();
    const { asOf, asOfError } = askedDay(request, today);
    const search = readPeopleSearch(request.query);
    const units = await this.units.listUnits(asOf);
    const filter = await this.source.filterOf(search, units, asOf);
    const slice = { page: search.page, pageSize: PEOPLE_PER_PAGE };
    const found = await this.people.listPeople({ ...filter, ...slice });
    noteOnlyOne(request, found.rows, found.total);
    const canAdd = hasPermission(actorOf(request), 'organization.import');
    return { ...peopleView({ asOf, today, asOfError }, search, found, units), canAdd };
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportPeople(@Req() request: PageRequest) {
    const today = this.clock.today();
    const list = peopleList(askedDay(request, today).asOf);
    return sourceReply(request, { source: this.source, list, today });
  }
}
