import { Body, Controller, Req } from '@nestjs/common';
import { SYSTEM_ROLES, type SystemRole } from '@app/access';
import { HOLDER_RESETS, SecondPersons, SignInRulesService } from '@app/accounts';
import type { CommandAnswer } from '@app/platform';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { wholeNumberField } from '../../../shell/number-fields';
import { Allow, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { mayManage, SETTINGS } from './city-settings.parts';
import { rulesFields, signInRulesView } from './sign-in-rules.views';

const whole = (text: string, { min, max }: { readonly min: number; readonly max: number }) =>
  wholeNumberField(text, { least: min, most: max });

/** A box that is not ticked is not sent. */
const box = z
  .string()
  .optional()
  .transform((text) => text === 'yes');

const rulesForm = z.object({
  idleMinutes: whole('分を10から480までの整数で入力してください。', { min: 10, max: 480 }),
  absoluteHours: whole('時間を1から24までの整数で入力してください。', { min: 1, max: 24 }),
  graceDays: whole('日数を0から60までの整数で入力してください。', { min: 0, max: 60 }),
  holderReset: z.enum(HOLDER_RESETS, '再設定のしかたを選んでください。'),
  approvalHours: whole('時間を1から168までの整数で入力してください。', { min: 1, max: 168 }),
  role_hr: box,
  role_program_office: box,
  role_auditor: box,
  role_administrator: box,
});

/** How long a sign-in lasts, and who needs a second factor. */
@Controller('city-settings/sign-in')
@Allow('settings.read')
export class SignInRulesController {
  constructor(
    private readonly rules: SignInRulesService,
    private readonly seconds: SecondPersons,
  ) {}

  @PageRoute('', 'pages/admin/city-settings/sign-in-rules')
  async showSignInRules(@Req() request: PageRequest) {
    const tomorrow = await this.rules.planned();
    const form = formView(request, rulesFields(tomorrow));
    const alone = await this.seconds.listMissing();
    const today = await this.rules.current();
    return signInRulesView(form, {
      canManage: mayManage(actorOf(request)),
      ...{ alone, today, tomorrow },
    });
  }

  @CommandRoute('', 'showSignInRules')
  @Allow('settings.manage')
  @Confirmed()
  async changeSignInRules(
    @Req() request: PageRequest,
    @Body() body: unknown,
  ): Promise<CommandAnswer> {
    const { role_hr, role_program_office, role_auditor, role_administrator, ...rules } = parseForm(
      rulesForm,
      body,
    );
    const boxes = { role_hr, role_program_office, role_auditor, role_administrator };
    const secondFactorRoles = SYSTEM_ROLES.filter((role: SystemRole) => boxes[`role_${role}`]);
    const { changed, isFromTomorrow } = await this.rules.change(actorOf(request), {
      ...rules,
      secondFactorRoles,
    });
    const notice =
      changed === 0
        ? '変わった設定はありません。'
        : isFromTomorrow
          ? 'ログインの設定を変更しました。守りを緩める変更は明日から、ほかは今日から有効です。関係する部署に知らせました。'
          : 'ログインの設定を変更しました。今日から有効です。';
    return { location: `${SETTINGS}/sign-in`, notice };
  }
}
