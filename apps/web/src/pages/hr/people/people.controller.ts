import { Controller, Get, Req } from '@nestjs/common';
import { PeopleQueries, UnitQueries, type UnitRow } from '@app/organization';
import {
  Clock,
  formatDateShort,
  type LocalDate,
  MAXIMUM_EXPORT_ROWS,
  requireExportable,
} from '@app/platform';
import type { PageRequest } from '../../../shell/http';
import { filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { type PeopleSearch, readPeopleSearch } from './people.forms';
import { peopleList } from './people.list';
import { PEOPLE_PER_PAGE, peopleView } from './people.views';
import { askedDay } from '../../../shared/asked-day';

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
    const today = this.clock.today();
    const { asOf, asOfError } = askedDay(request, today);
    const search = readPeopleSearch(request.query);
    const units = await this.units.listUnits(asOf);
    const filter = await this.filterOf(search, units, asOf);
    const slice = { page: search.page, pageSize: PEOPLE_PER_PAGE };
    const found = await this.people.listPeople({ ...filter, ...slice });
    noteOnlyOne(request, found.rows, found.total);
    return peopleView({ asOf, today, asOfError }, search, found, units);
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportPeople(@Req() request: PageRequest) {
    const asOf = this.dayOf(request);
    const units = await this.units.listUnits(asOf);
    const filter = await this.filterOf(readPeopleSearch(request.query), units, asOf);
    const all = { page: 1, pageSize: MAXIMUM_EXPORT_ROWS };
    const { rows, total } = await this.people.listPeople({ ...filter, ...all });
    requireExportable(total);
    return listReply(peopleList(asOf), rows, requestedFormat(request), {
      title: `職員の一覧(${formatDateShort(asOf)}現在、${String(total)}名)`,
      suffix: asOf,
    });
  }

  private async filterOf(search: PeopleSearch, units: readonly UnitRow[], asOf: LocalDate) {
    const { q, unit, type, status, mail, sort } = search;
    const unitIds = await this.idsBelow(unit, units, asOf);
    const isWithoutMail = mail === 'none';
    return { asOf, search: q, unitIds, employmentType: type, status, isWithoutMail, sort };
  }

  private async idsBelow(
    code: string | undefined,
    units: readonly UnitRow[],
    asOf: LocalDate,
  ): Promise<readonly string[] | undefined> {
    if (code === undefined) return undefined;
    const unit = units.find((row) => row.code === code);
    return unit ? this.units.listUnitIdsBelow([unit.id], asOf) : [];
  }

  private dayOf(request: PageRequest): LocalDate {
    return askedDay(request, this.clock.today()).asOf;
  }
}
