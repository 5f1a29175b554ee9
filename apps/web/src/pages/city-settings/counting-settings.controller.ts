import { Body, Controller, Req } from '@nestjs/common';
import { CountingRuleQueries, CountingRulesService, TargetsService } from '@app/coverage';
import { Clock, Once } from '@app/platform';
import { formView, parseForm } from '../../shell/forms';
import { actorOf, leaveNotice, type PageRequest, queryText } from '../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../shell/routes';
import { ruleForm, targetForm } from './city-settings.forms';
import { mayCount } from './city-settings.parts';
import { initialRule, initialTarget, rulesView, targetsView } from './counting-settings.views';

/** The city's promises and how it counts, both from a day on. */
@Controller('city-settings')
@Allow('settings.read')
export class CountingSettingsController {
  constructor(
    private readonly queries: CountingRuleQueries,
    private readonly targets: TargetsService,
    private readonly rules: CountingRulesService,
    private readonly once: Once,
    private readonly clock: Clock,
  ) {}

  @PageRoute('targets', 'pages/city-settings/targets')
  async showTargets(@Req() request: PageRequest) {
    const targets = await this.queries.listTargets();
    const today = this.clock.today();
    const initial = initialTarget(targets, queryText(request, 'code') ?? '', today);
    const canManage = mayCount(actorOf(request));
    return targetsView(targets, formView(request, initial), { today, canManage });
  }

  @CommandRoute('targets', 'showTargets')
  @Allow('counting.manage')
  async changeTarget(@Req() request: PageRequest, @Body() body: unknown): Promise<string> {
    const { _key, ...change } = parseForm(targetForm, body);
    return this.once.run(_key, actorOf(request).accountId, async () => {
      await this.targets.changeTarget(actorOf(request), change);
      leaveNotice(request, '目標を変更しました。その日より前の達成状況は、前の目標で示します。');
      return '/city-settings/targets';
    });
  }

  @PageRoute('rules', 'pages/city-settings/rules')
  async showRules(@Req() request: PageRequest) {
    const rules = await this.queries.listRules();
    const today = this.clock.today();
    const canManage = mayCount(actorOf(request));
    return rulesView(rules, formView(request, initialRule(rules, today)), { today, canManage });
  }

  @CommandRoute('rules', 'showRules')
  @Allow('counting.manage')
  async addRule(@Req() request: PageRequest, @Body() body: unknown): Promise<string> {
    const { _key, validFrom, note, ...switches } = parseForm(ruleForm, body);
    return this.once.run(_key, actorOf(request).accountId, async () => {
      const version = await this.rules.addVersion(actorOf(request), { switches, validFrom, note });
      leaveNotice(request, `数え方の第${String(version)}版を登録しました。`);
      return '/city-settings/rules';
    });
  }
}
