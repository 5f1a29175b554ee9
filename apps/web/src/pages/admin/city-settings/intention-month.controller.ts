import { Body, Controller, Req } from '@nestjs/common';
import { IntentionAsking } from '@app/certifications';
import type { CommandAnswer } from '@app/platform';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { wholeNumberField } from '../../../shell/number-fields';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { mayManage, SETTINGS, settingsFrame } from './city-settings.parts';

const monthForm = z.object({
  month: wholeNumberField('月を1から12までの中から選んでください。', { least: 1, most: 12 }),
});

const MONTHS = Array.from({ length: 12 }, (_, index) => ({
  value: String(index + 1),
  text: `${String(index + 1)}月`,
}));

/** In which month people are asked whether they want to sit the exam. */
@Controller('city-settings/intentions')
@Allow('settings.read')
export class IntentionMonthController {
  constructor(private readonly asking: IntentionAsking) {}

  @PageRoute('', 'pages/admin/city-settings/intention-month')
  async showMonth(@Req() request: PageRequest) {
    const month = String(await this.asking.month());
    return {
      ...settingsFrame('/intentions', '受験の意向'),
      summary: `毎年${month}月に、ITパスポートを受けたいかどうかを職員にたずねます。`,
      canManage: mayManage(actorOf(request)),
      form: formView(request, { month }),
      months: MONTHS,
    };
  }

  @CommandRoute('', 'showMonth')
  @Allow('settings.manage')
  async changeMonth(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { month } = parseForm(monthForm, body);
    const hasChanged = await this.asking.changeMonth(actorOf(request), month);
    const notice = hasChanged
      ? `受験の意向をたずねる月を${String(month)}月に変更しました。`
      : '変わった設定はありません。';
    return { location: `${SETTINGS}/intentions`, notice };
  }
}
