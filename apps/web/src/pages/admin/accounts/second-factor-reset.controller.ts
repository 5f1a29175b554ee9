import { Controller, Req } from '@nestjs/common';
import { AccountQueries, AccountResets, SecondFactorResets } from '@app/accounts';
import { type CommandAnswer, idOf, NotFound } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { Allow, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { breadcrumb } from '../../../shell/view-parts';
import { type ConfirmView, personText } from './accounts.views';
import { approvalView, toldEffects } from './resets.views';

/** For somebody who has lost phone, key and paper. */
@Controller('accounts/:id/reset-second-factor')
@Allow('accounts.manage')
@Confirmed()
export class SecondFactorResetController {
  constructor(
    private readonly queries: AccountQueries,
    private readonly resets: SecondFactorResets,
    private readonly approvals: AccountResets,
  ) {}

  @PageRoute('', 'pages/admin/accounts/confirm')
  async confirmFactorReset(@Req() request: PageRequest): Promise<ConfirmView> {
    const account = await this.queries.findAccount(actorOf(request), idOf(param(request, 'id')));
    if (!account) throw new NotFound();
    noteRead(request, account.personId);
    const reset = { accountId: account.accountId, kind: 'second_factor' } as const;
    const state = await this.approvals.stateFor(actorOf(request), reset);
    if (state !== 'free') return approvalView(account, reset, state, formView(request, {}));
    const self = `/accounts/${account.accountId}`;
    return {
      title: '二段階認証の取消し',
      breadcrumb: breadcrumb(
        ['アカウント', '/accounts'],
        [account.name, self],
        ['二段階認証の取消し'],
      ),
      person: personText(account),
      effects: [
        '登録した認証アプリ、パスキー、予備コードがすべて使えなくなり、ログイン中の画面は終了します。',
        '本人は、次からパスワードだけでログインし、必要な場合は登録し直します。',
        '電話などで本人であることを確かめてから行ってください。',
        ...toldEffects(await this.approvals.hasRight(account.accountId)),
      ],
      action: `${self}/reset-second-factor`,
      button: '二段階認証を取り消す',
      isDangerous: true,
      back: self,
      form: formView(request, {}),
    };
  }

  @CommandRoute('', 'confirmFactorReset')
  async resetFactors(@Req() request: PageRequest): Promise<CommandAnswer> {
    const accountId = idOf(param(request, 'id'));
    await this.resets.reset(actorOf(request), accountId);
    return {
      location: `/accounts/${accountId}`,
      notice: '二段階認証の登録をすべて取り消しました。本人にお知らせします。',
    };
  }
}
