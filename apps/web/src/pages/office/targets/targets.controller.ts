import { Body, Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import {
  CoverageQueries,
  TargetQueries,
  TargetsService,
  TargetStandingQueries,
  TargetValuesService,
  ruleLabel,
} from '@app/coverage';
import { type CommandAnswer, Clock, formatDateShort } from '@app/platform';
import { askedCountedDay } from '../../../shared/asked-day';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { noRecordsOn, noRecordsView } from '../coverage/before-records';
import { metricOf, TARGETS, targetHref, targetsHref } from './target-links';
import { targetWithdrawal, valueWithdrawal } from './targets.forms';
import { targetsList } from './targets.list';
import { noTargetView, targetsView, targetView } from './targets.views';

/** What the plan promises, and how it stands on a day. */
@Controller(TARGETS.slice(1))
@Allow('coverage.read')
export class TargetsController {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly standings: TargetStandingQueries,
    private readonly queries: TargetQueries,
    private readonly targets: TargetsService,
    private readonly values: TargetValuesService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/targets/targets')
  async showTargets(@Req() request: PageRequest) {
    const { frame, asOfError } = this.frameOf(request);
    const noRecords = await noRecordsOn(this.coverage, frame, targetsHref);
    if (noRecords) return noRecordsView('目標', frame.asOf, noRecords);
    const city = await this.coverage.coverageAsOf(frame.asOf);
    const standings = await this.standings.listStandings(city);
    return { ...targetsView(standings, frame), asOfError };
  }

  @Get(filesAt('list'))
  async exportTargets(@Req() request: PageRequest) {
    const { asOf } = askedCountedDay(request, this.clock.today());
    await this.coverage.requireRecords(asOf);
    const city = await this.coverage.coverageAsOf(asOf);
    const rows = await this.standings.listStandings(city);
    return listReply(targetsList(asOf), rows, requestedFormat(request), {
      title: `市の計画の目標(${formatDateShort(asOf)}現在、${ruleLabel(city.rule)}、${String(rows.length)}件)`,
      suffix: asOf,
    });
  }

  @PageRoute(':code', 'pages/office/targets/target')
  async showTarget(@Req() request: PageRequest) {
    const code = metricOf(request);
    const { frame, asOfError } = this.frameOf(request);
    const noRecords = await noRecordsOn(this.coverage, frame, (day) => targetHref(code, day));
    if (noRecords) return noTargetView(code, frame.asOf, noRecords);
    const city = await this.coverage.coverageAsOf(frame.asOf);
    const standings = await this.standings.listStandings(city);
    const standing = standings.find(({ target }) => target.code === code) ?? null;
    const told = await this.queries.listTold(code);
    const values = await this.queries.listValuesTold(code);
    const view = targetView({ code, standing, rule: city.rule, told, values }, frame);
    return { ...view, asOfError, form: formView(request, {}) };
  }

  @CommandRoute(':code/withdraw', 'showTarget')
  @Allow('counting.manage')
  async withdrawTarget(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const code = metricOf(request);
    const { validFrom } = parseForm(targetWithdrawal, body);
    await this.targets.withdrawTarget(actorOf(request), code, validFrom);
    return {
      location: targetHref(code),
      notice: '予定の目標を取りやめました。それまでの目標があれば、その目標が続きます。',
    };
  }

  @CommandRoute(':code/value/withdraw', 'showTarget')
  @Allow('counting.manage')
  async withdrawValue(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const code = metricOf(request);
    const { id } = parseForm(valueWithdrawal, body);
    await this.values.withdrawValue(actorOf(request), code, id);
    return {
      location: targetHref(code),
      notice: '入力を取り消しました。数には入りませんが、一覧には残ります。',
    };
  }

  private frameOf(request: PageRequest) {
    const today = this.clock.today();
    const { asOf, asOfError } = askedCountedDay(request, today);
    const canManage = hasPermission(actorOf(request), 'counting.manage');
    return { frame: { asOf, today, canManage }, asOfError };
  }
}
