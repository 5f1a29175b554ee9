import { Controller, Get, Req } from '@nestjs/common';
import { hasPermission, seesAllUnits } from '@app/access';
import { RoleQueries, roleAmong } from '@app/appointments';
import {
  CountingRuleQueries,
  CoverageQueries,
  OpeningQueries,
  requireNotPast,
  ruleLabel,
} from '@app/coverage';
import { Clock, formatDateShort, words } from '@app/platform';
import { askedCountedDay } from '../../../shared/asked-day';
import { noteTeamRead } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { noRecordsOn, noRecordsView, notToldOfPast } from './before-records';
import { openingsHref } from './coverage-links';
import { openingsList, openingsView } from './openings.views';
import { keptRole } from './vacancies.views';

/** On which day each empty unit can be covered as things stand, by whom, and what is missing. */
@Controller('coverage/openings')
@Allow('coverage.read')
export class OpeningsController {
  constructor(
    private readonly openings: OpeningQueries,
    private readonly roles: RoleQueries,
    private readonly coverage: CoverageQueries,
    private readonly rules: CountingRuleQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/coverage/openings')
  async showOpenings(@Req() request: PageRequest) {
    const today = this.clock.today();
    const { asOf, asOfError } = askedCountedDay(request, today);
    const days = { asOf, today };
    const noRecords =
      (await noRecordsOn(this.coverage, days, openingsHref)) ?? notToldOfPast(days, openingsHref);
    if (noRecords) {
      const asOfKept = keptRole(queryText(request, 'role') ?? '');
      return { ...noRecordsView('空白が埋まる見通し', asOf, noRecords), asOfKept };
    }
    const { role, roles, rows, names } = await this.read(request);
    const named = rows.filter(({ best }) => best !== null);
    if (named.length > 0) noteTeamRead(request, named.length);
    const actor = actorOf(request);
    const seesTeams = hasPermission(actor, 'team.read') && seesAllUnits(actor);
    return { ...openingsView(rows, { asOf, today, role, roles, names, seesTeams }), asOfError };
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportOpenings(@Req() request: PageRequest) {
    const today = this.clock.today();
    const { asOf } = askedCountedDay(request, today);
    await this.coverage.requireRecords(asOf);
    requireNotPast({ asOf, today });
    const { rows, names } = await this.read(request);
    const rule = await this.rules.getRuleOn(asOf);
    return listReply(openingsList(names, { asOf, today }), rows, requestedFormat(request), {
      title: `空白が埋まる見通し(${formatDateShort(asOf)}現在、${ruleLabel(rule)}、${String(rows.length)}${words.unit})`,
      suffix: asOf,
    });
  }

  private async read(request: PageRequest) {
    const { asOf } = askedCountedDay(request, this.clock.today());
    const roles = await this.roles.listOpenOn(asOf);
    const role = roleAmong(roles, queryText(request, 'role'));
    const rows = await this.openings.list(actorOf(request), role, asOf);
    return { role, roles, rows, names: await this.roles.readAskable() };
  }
}
