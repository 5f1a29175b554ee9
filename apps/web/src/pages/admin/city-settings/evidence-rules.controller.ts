import { Body, Controller, Req } from '@nestjs/common';
import { EvidenceRulesService } from '@app/certifications';
import { type CommandAnswer, VirusScan } from '@app/platform';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { wholeNumberField } from '../../../shell/number-fields';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { mayManage, SETTINGS } from './city-settings.parts';
import { evidenceFields, evidenceRulesView } from './evidence-rules.views';

const evidenceForm = z.object({
  dailyFiles: wholeNumberField('件数を1から500までの整数で入力してください。', {
    least: 1,
    most: 500,
  }),
  dailyMegabytes: wholeNumberField('大きさを10から5000までの整数(MB)で入力してください。', {
    least: 10,
    most: 5000,
  }),
  totalMegabytes: wholeNumberField('大きさを50から50000までの整数(MB)で入力してください。', {
    least: 50,
    most: 50_000,
  }),
  withdrawnDays: wholeNumberField('日数を30から3650までの整数で入力してください。', {
    least: 30,
    most: 3650,
  }),
});

/** How much evidence a person may send, and how long that of withdrawn reports is kept. */
@Controller('city-settings/evidence')
@Allow('settings.read')
export class EvidenceRulesController {
  constructor(
    private readonly rules: EvidenceRulesService,
    private readonly scanner: VirusScan,
  ) {}

  @PageRoute('', 'pages/admin/city-settings/evidence-rules')
  async showEvidenceRules(@Req() request: PageRequest) {
    const form = formView(request, evidenceFields(await this.rules.current()));
    const scanner = await this.scanner.state();
    return evidenceRulesView(form, { scanner, canManage: mayManage(actorOf(request)) });
  }

  @CommandRoute('', 'showEvidenceRules')
  @Allow('settings.manage')
  async changeEvidenceRules(
    @Req() request: PageRequest,
    @Body() body: unknown,
  ): Promise<CommandAnswer> {
    const rules = parseForm(evidenceForm, body);
    const changed = await this.rules.change(actorOf(request), rules);
    const notice =
      changed === 0
        ? '変わった設定はありません。'
        : '証明書類の設定を変更しました。今日から有効です。';
    return { location: `${SETTINGS}/evidence`, notice };
  }
}
