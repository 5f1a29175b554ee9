import { Controller, Get, Req } from '@nestjs/common';
import { hasPermission, headsUnit, seesAllUnits, seesAnnouncedOnly } from '@app/access';
import { CoverageQueries, ruleLabel, vacanciesLongestFirst } from '@app/coverage';
import { RoleQueries, roleAmong } from '@app/appointments';
import { Clock, formatDateShort, type OrgUnitId, words } from '@app/platform';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { askedCountedDay } from '../../../shared/asked-day';
import { noRecordsOn, noRecordsView } from './before-records';
import { vacanciesHref } from './coverage-links';
import { keptRole, vacanciesList, vacanciesView } from './vacancies.views';

/** Which units have nobody in a role, since when and who answers for it, as of any day. */
@Controller('coverage/vacancies')
@Allow('coverage.read')
export class VacanciesController {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly roles: RoleQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/coverage/vacancies')
  async showVacancies(@Req() request: PageRequest) {
    const today = this.clock.today();
    const { asOf, asOfError } = askedCountedDay(request, today);
    const noRecords = await noRecordsOn(this.coverage, { asOf, today }, vacanciesHref);
    const { role, roles } = await this.roleOf(request);
    if (noRecords)
      return { ...noRecordsView('空白の一覧', asOf, noRecords), asOfKept: keptRole(role) };
    const { rows } = await this.read(request);
    return { ...vacanciesView(rows, { role, roles, ...this.frame(request) }), asOfError };
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportVacancies(@Req() request: PageRequest) {
    const { asOf } = askedCountedDay(request, this.clock.today());
    await this.coverage.requireRecords(asOf);
    const { rows, rule } = await this.read(request);
    return listReply(vacanciesList(this.frame(request)), rows, requestedFormat(request), {
      title: `空白の一覧(${formatDateShort(asOf)}現在、${ruleLabel(rule)}、${String(rows.length)}${words.unit})`,
      suffix: asOf,
    });
  }

  private async read(request: PageRequest) {
    const { asOf } = askedCountedDay(request, this.clock.today());
    const { role } = await this.roleOf(request);
    const { units, rule } = await this.coverage.coverageAsOf(asOf);
    return { rows: vacanciesLongestFirst(units, role), rule };
  }

  private async roleOf(request: PageRequest) {
    const { asOf } = askedCountedDay(request, this.clock.today());
    const roles = await this.roles.listOpenOn(asOf);
    return { roles, role: roleAmong(roles, queryText(request, 'role')) };
  }

  private frame(request: PageRequest) {
    const actor = actorOf(request);
    const readsTeams = hasPermission(actor, 'team.read');
    const seesTeam = (unitId: OrgUnitId) =>
      readsTeams && (seesAllUnits(actor) || headsUnit(actor, unitId));
    const today = this.clock.today();
    const { asOf } = askedCountedDay(request, today);
    return { asOf, today, seesAhead: !seesAnnouncedOnly(actor), seesTeam };
  }
}
