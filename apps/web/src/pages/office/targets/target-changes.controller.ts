import { Body, Controller, Req } from '@nestjs/common';
import {
  CountingRuleQueries,
  type Metric,
  metricFacts,
  TargetQueries,
  TargetsService,
  TargetValuesService,
} from '@app/coverage';
import { type CommandAnswer, Clock, maxDate, NotFound } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { changeView, endView, initialTarget, initialValue, valueView } from './target-forms.views';
import { afterChange, metricOf, TARGETS } from './target-links';
import { targetEnd, targetForm, valueForm } from './targets.forms';
import { newestOf } from './targets.views';

/** The city's promises from a day on, and the numbers that nobody counts but the office. */
@Controller(TARGETS.slice(1))
@Allow('counting.manage')
export class TargetChangesController {
  constructor(
    private readonly queries: TargetQueries,
    private readonly rules: CountingRuleQueries,
    private readonly targets: TargetsService,
    private readonly values: TargetValuesService,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':code/change', 'pages/office/targets/change')
  async showChange(@Req() request: PageRequest) {
    const code = metricOf(request);
    const newest = await this.newest(code);
    const today = this.clock.today();
    const rule = await this.rules.getRuleOn(today);
    const form = formView<string>(request, initialTarget(newest, today));
    return changeView({ code, newest, rule, today }, form);
  }

  @CommandRoute(':code/change', 'showChange')
  async changeTarget(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const code = metricOf(request);
    const { change, seen } = parseForm(targetForm, body);
    const actor = actorOf(request);
    await this.targets.changeTarget(actor, { code, ...change }, seen);
    return {
      location: afterChange(actor, code),
      notice: '目標を登録しました。その日より前の達成状況は、それまでの目標で示します。',
    };
  }

  @PageRoute(':code/end', 'pages/office/targets/end')
  async showEnd(@Req() request: PageRequest) {
    const code = metricOf(request);
    const newest = await this.newest(code);
    if (newest === undefined) throw new NotFound();
    const today = this.clock.today();
    const form = formView(request, { lastDay: maxDate(today, newest.validFrom) });
    return endView({ code, newest, today }, form);
  }

  @CommandRoute(':code/end', 'showEnd')
  async endTarget(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const code = metricOf(request);
    const { lastDay, seen } = parseForm(targetEnd, body);
    const actor = actorOf(request);
    await this.targets.endTarget(actor, { code, lastDay }, seen);
    return {
      location: afterChange(actor, code),
      notice:
        lastDay === null
          ? '終える予定を取り消しました。目標は続きます。'
          : '目標の最後の日を登録しました。その日までの達成状況は、この目標で示します。',
    };
  }

  @PageRoute(':code/value', 'pages/office/targets/value')
  async showValue(@Req() request: PageRequest) {
    const code = enteredMetricOf(request);
    const told = await this.queries.listValuesTold(code);
    const of = request.refusedForm?.values.seen ?? queryText(request, 'of') ?? '';
    const corrected = told.find(({ id, supersededAt }) => id === of && supersededAt === null);
    const today = this.clock.today();
    const form = formView(request, initialValue(corrected, today));
    const counting = (await this.newest(code))?.counting ?? '';
    return valueView({ code, corrected, counting, today }, form);
  }

  @CommandRoute(':code/value', 'showValue')
  async enterValue(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const code = enteredMetricOf(request);
    const { seen, ...value } = parseForm(valueForm, body);
    const actor = actorOf(request);
    await this.values.enterValue(actor, { code, ...value }, seen);
    return {
      location: afterChange(actor, code),
      notice: seen === '' ? '入力しました。' : '訂正しました。もとの入力は一覧に残ります。',
    };
  }

  private async newest(code: Metric) {
    return newestOf((await this.queries.listTargets()).filter((it) => it.code === code));
  }
}

function enteredMetricOf(request: PageRequest): Metric {
  const code = metricOf(request);
  if (metricFacts(code).facts === 'counted') throw new NotFound();
  return code;
}
