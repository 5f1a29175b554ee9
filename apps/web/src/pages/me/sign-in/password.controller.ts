import { Body, Controller, Req } from '@nestjs/common';
import { AccountsService } from '@app/accounts';
import type { CommandAnswer } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { breadcrumb } from '../../../shell/view-parts';
import { passwordForm } from './password.forms';

@Controller('password')
@Allow('self')
export class PasswordController {
  constructor(private readonly accounts: AccountsService) {}

  @PageRoute('', 'pages/me/sign-in/password')
  showPassword(@Req() request: PageRequest) {
    const isFirst = actorOf(request).mustChangePassword;
    return {
      title: 'パスワードの変更',
      isFirst,
      breadcrumb: isFirst ? [] : breadcrumb(['設定', '/settings'], ['パスワードの変更']),
      form: formView(request, { currentPassword: '', newPassword: '', repeated: '' }),
    };
  }

  /** Wrong guesses at the current password must be counted although they are refused. */
  @CommandRoute('', 'showPassword', { idempotent: true, ownTransactions: true })
  async changePassword(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const form = parseForm(passwordForm, body);
    await this.accounts.changePassword(actorOf(request), {
      current: form.currentPassword,
      next: form.newPassword,
    });
    return { location: '/sign-in?changed=1' };
  }
}
