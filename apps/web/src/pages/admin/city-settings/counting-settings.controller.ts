import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { CountingRuleQueries, CountingRulesService, TargetQueries } from '@app/coverage';
import { type CommandAnswer, Clock } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { address } from '../../../shell/view-parts';
import { ruleForm, ruleWithdrawal } from './city-settings.forms';
import { mayCount } from './city-settings.parts';
import { initialRule, rulesView, targetsView } from './counting-settings.views';
import { choiceTexts, newVersion } from './rule-preview.views';

/** The city's promises and how it counts, both from a day on. */
@Controller('city-settings')
@Allow('settings.read')
export class CountingSettingsController {
  constructor(
    private readonly queries: CountingRuleQueries,
    private readonly targets: TargetQueries,
    private readonly rules: CountingRulesService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('targets', 'pages/admin/city-settings/targets')
  async showTargets(@Req() request: PageRequest) {
    const actor = actorOf(request);
    return targetsView(await this.targets.listTargets(), {
      today: this.clock.today(),
      canManage: mayCount(actor),
      seesFigures: hasPermission(actor, 'coverage.read'),
    });
  }

  @PageRoute('rules', 'pages/admin/city-settings/rules')
  async showRules(@Req() request: PageRequest) {
    const rules = await this.queries.listRules();
    const today = this.clock.today();
    const canManage = mayCount(actorOf(request));
    // Back from the page with both counts, with what was chosen.
    const typed = ruleForm.safeParse(request.query);
    const initial = typed.success ? choiceTexts(typed.data) : initialRule(rules, today);
    return rulesView(rules, formView(request, initial), { today, canManage });
  }

  /** Nothing is written here: what was chosen is checked, and the page with both counts side by side is next. */
  @CommandRoute('rules', 'showRules')
  @Allow('counting.manage')
  async checkRule(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const choices = parseForm(ruleForm, body);
    await this.rules.previewVersion(actorOf(request), newVersion(choices));
    const location = address('/city-settings/rules/preview', choiceTexts(choices));
    return { location, isStep: true };
  }

  @CommandRoute('rules/withdraw', 'showRules')
  @Allow('counting.manage')
  async withdrawRule(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { version } = parseForm(ruleWithdrawal, body);
    await this.rules.withdrawVersion(actorOf(request), version);
    return {
      location: '/city-settings/rules',
      notice: `数え方の第${String(version)}版を取りやめました。`,
    };
  }
}
