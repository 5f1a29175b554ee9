import { Controller, Get, Req } from '@nestjs/common';
import { RoleQueries } from '@app/appointments';
import { BenchQueries, CoverageQueries } from '@app/coverage';
import { UnitQueries } from '@app/organization';
import { Clock, formatDateShort, type LocalDate } from '@app/platform';
import { askedDay } from '../../../shared/asked-day';
import { roleAmong } from '../../../shared/role-field';
import { noteTeamRead } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { benchSearch } from './bench.forms';
import { noRecordsOn, notToldOfPast, requireNotPast } from '../coverage/before-records';
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
    const { filter, asOf } = await this.asked(request);
    await this.coverage.requireRecords(asOf);
    requireNotPast({ asOf, today: this.clock.today() });
    const { rows } = await this.bench.list(actorOf(request), filter, null);
    const names = await this.roles.readAskable();
    return listReply(benchList(names, asOf), rows, requestedFormat(request), {
      title: `後任の候補(${formatDateShort(asOf)}現在、${String(rows.length)}名)`,
      suffix: asOf,
    });
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
