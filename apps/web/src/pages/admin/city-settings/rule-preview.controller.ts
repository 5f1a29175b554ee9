import { Body, Controller, Req } from '@nestjs/common';
import { CountingRulesService, RuleComparisonQueries } from '@app/coverage';
import { type CommandAnswer, Clock, NotFound } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { ruleForm, rulePreviewForm } from './city-settings.forms';
import { newVersion, rulePreviewView } from './rule-preview.views';

/** A version of the counting rule is registered from this page only: with the old and the new figures side by side. */
@Controller('city-settings/rules')
@Allow('counting.manage')
export class RulePreviewController {
  constructor(
    private readonly rules: CountingRulesService,
    private readonly comparison: RuleComparisonQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('preview', 'pages/admin/city-settings/rule-preview')
  async showPreview(@Req() request: PageRequest) {
    const choices = ruleForm.safeParse(request.refusedForm?.values ?? request.query);
    if (!choices.success) throw new NotFound();
    const rule = await this.rules.previewVersion(actorOf(request), newVersion(choices.data));
    const compared = await this.comparison.compare(rule, this.clock.today());
    return rulePreviewView(compared, choices.data, formView(request, {}));
  }

  @CommandRoute('preview', 'showPreview')
  async addRule(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { seen, ...choices } = parseForm(rulePreviewForm, body);
    const version = await this.rules.addVersion(actorOf(request), newVersion(choices), seen);
    return {
      location: '/city-settings/rules',
      notice: `数え方の第${String(version)}版を登録しました。`,
    };
  }
}
