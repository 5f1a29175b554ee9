import { sourceReply } from '../../../shell/lists/source-reply';
import { benchSearch, BenchSource } from '@app/exports';
import { Controller, Get, Req } from '@nestjs/common';
import { RoleQueries, roleAmong } from '@app/appointments';
import { BenchQueries, CoverageQueries } from '@app/coverage';
import { UnitQueries } from '@app/organization';
import { Clock, type LocalDate } from '@app/platform';
import { askedDay } from '../../../shared/asked-day';
import { noteTeamRead } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { noRecordsOn, notToldOfPast } from '../coverage/before-records';
import { BENCH_PAGE, benchHref, benchList, benchView, noBenchView } from './bench.views';

/** 後任の候補: who could take a role, by unit, in three groups by rule. */
@Controller('appointments/bench')
@Allow('appointments.manage')
export class BenchController {
  constructor(
    private readonly bench: BenchQueries,
    private readonly roles: RoleQueries,
    private readonly coverage: CoverageQueries,
    private readonly units: UnitQueries,
    private readonly source: BenchSource,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/bench/bench')
  async showBench(@Req() request: PageRequest) {
    const { search, roles, filter, asOf, asOfError } = await this.asked(request);
    const days = { asOf, today: this.clock.today() };
    const onDay = (day: LocalDate) => benchHref(search, day);
    const noRecords = (await noRecordsOn(this.coverage, days, onDay)) ?? notToldOfPast(days, onDay);
    if (noRecords) return noBenchView(search, asOf, noRecords);
    const page = pageNumber(queryText(request, 'page'));
    const found = await this.bench.list(actorOf(request), filter, {
      ...{ number: page, size: BENCH_PAGE },
    });
    if (found.rows.length > 0) noteTeamRead(request, found.rows.length);
    const names = await this.roles.readAskable();
    const units = await this.units.listUnits(asOf);
    return { ...benchView(found, { asOf, search, roles, units, names, page }), asOfError };
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportBench(@Req() request: PageRequest) {
    const today = this.clock.today();
    const list = benchList(await this.roles.readAskable(), askedDay(request, today).asOf);
    return sourceReply(request, { source: this.source, list, today });
  }

  private async asked(request: PageRequest) {
    const { asOf, asOfError } = askedDay(request, this.clock.today());
    const search = benchSearch.parse(request.query);
    const roles = await this.roles.listOpenOn(asOf);
    const role = roleAmong(roles, search.role);
    const { unit, group, sort = 'unit' } = search;
    const filter = { role, on: asOf, unitCode: unit, group, sort };
    return { search: { ...search, role }, roles, filter, asOf, asOfError };
  }
}
