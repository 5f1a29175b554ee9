import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { Clock, type CommandAnswer, formatDateShort, NotFound } from '@app/platform';
import {
  KINDS,
  type ReminderKindFacts,
  ReminderRuleQueries,
  ReminderRulesService,
  rulesFrom,
} from '@app/reminders';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { address } from '../../../shell/view-parts';
import { kindIn } from './kind-in';
import { ruleForm, ruleTexts, seenForm, typedRule, withdrawalForm } from './reminder-rules.forms';
import { ruleHref, rulesView, ruleView } from './reminder-rules.views';
import { rulePreviewView } from './rule-preview.views';

/** What is told of each kind, to whom and when: read by whoever reads the notices, changed by the office in two steps. */
@Controller('reminders/rules')
@Allow('reminders.read')
export class ReminderRulesController {
  constructor(
    private readonly rules: ReminderRuleQueries,
    private readonly service: ReminderRulesService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/reminder-rules/rules')
  async listRules() {
    return rulesView(KINDS, await this.rules.listRules(), this.clock.today());
  }

  @PageRoute(':kind', 'pages/office/reminder-rules/rule')
  async showRule(@Req() request: PageRequest) {
    const kind = kindIn(request);
    const today = this.clock.today();
    const rows = (await this.rules.listRules()).filter((row) => row.kind === kind.name);
    // Back from the preview, with what was typed.
    const typed = ruleForm.safeParse(request.query);
    const initial = typed.success ? typed.data : ruleTexts(rulesFrom(rows)(kind, today), today);
    const form = formView(request, { ...initial, recipients: '' });
    const canManage = hasPermission(actorOf(request), 'reminders.manage');
    return ruleView(kind, rows, { form, today, canManage });
  }

  /** Nothing is written here: what was chosen is checked, and the page with the numbers is next. */
  @CommandRoute(':kind', 'showRule')
  @Allow('reminders.manage')
  async checkRule(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const kind = kindIn(request);
    const typed = parseForm(ruleForm, body);
    await this.service.preview(actorOf(request), wantedOf(kind, typed));
    return { location: address(`${ruleHref(kind.name)}/preview`, typed), isStep: true };
  }

  @PageRoute(':kind/preview', 'pages/office/reminder-rules/preview')
  @Allow('reminders.manage')
  async showPreview(@Req() request: PageRequest) {
    const kind = kindIn(request);
    const typed = ruleForm.safeParse(request.refusedForm?.values ?? request.query);
    if (!typed.success) throw new NotFound();
    const wanted = wantedOf(kind, typed.data);
    const preview = await this.service.preview(actorOf(request), wanted);
    const form = formView(request, {});
    return rulePreviewView(kind, wanted, {
      ...{ preview, form, hidden: typed.data, today: this.clock.today() },
    });
  }

  @CommandRoute(':kind/preview', 'showPreview')
  @Allow('reminders.manage')
  async changeRule(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const kind = kindIn(request);
    const typed = parseForm(ruleForm, body);
    const { seen } = parseForm(seenForm, body);
    await this.service.change(actorOf(request), wantedOf(kind, typed), seen);
    return {
      location: ruleHref(kind.name),
      notice: `「${kind.words.title()}」の送り方を変更しました。${formatDateShort(typed.validFrom)}から有効です。`,
    };
  }

  @CommandRoute(':kind/withdraw', 'showRule')
  @Allow('reminders.manage')
  async withdrawRule(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const kind = kindIn(request);
    const { validFrom } = parseForm(withdrawalForm, body);
    await this.service.takeBack(actorOf(request), kind.name, validFrom);
    return { location: ruleHref(kind.name), notice: '予定していた変更を取りやめました。' };
  }
}

const wantedOf = (kind: ReminderKindFacts, typed: Parameters<typeof typedRule>[1]) => ({
  ...{ kind: kind.name, rule: typedRule(kind, typed), validFrom: typed.validFrom },
});
