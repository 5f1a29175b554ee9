import { Controller, Req } from '@nestjs/common';
import { PeopleQueries, UnitQueries } from '@app/organization';
import { Clock, type LocalDate } from '@app/platform';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { readPeopleSearch } from './people.forms';
import { PEOPLE_PER_PAGE, peopleView } from './people.views';
import { visibleDay } from '../../../shared/visible-day.rules';

@Controller('people')
@Allow('organization.read')
export class PeopleController {
  constructor(
    private readonly people: PeopleQueries,
    private readonly units: UnitQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/hr/people/people')
  async showPeople(@Req() request: PageRequest) {
    const asOf = this.dayOf(request);
    const search = readPeopleSearch(request.query);
    const { q, unit, type, status, page } = search;
    const units = await this.units.listUnits(asOf);
    const unitIds = await this.idsBelow(unit, units, asOf);
    const filter = { asOf, search: q, unitIds, employmentType: type, status };
    const found = await this.people.listPeople({ ...filter, page, pageSize: PEOPLE_PER_PAGE });
    return peopleView(asOf, search, found, units);
  }

  private async idsBelow(
    code: string | undefined,
    units: readonly { readonly id: string; readonly code: string }[],
    asOf: LocalDate,
  ): Promise<readonly string[] | undefined> {
    if (code === undefined) return undefined;
    const unit = units.find((row) => row.code === code);
    return unit ? this.units.listUnitIdsBelow([unit.id], asOf) : [];
  }

  private dayOf(request: PageRequest): LocalDate {
    return visibleDay(actorOf(request), queryText(request, 'asOf'), this.clock.today());
  }
}
