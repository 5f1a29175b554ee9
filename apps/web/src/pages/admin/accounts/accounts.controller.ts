import { Body, Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import {
  type AccountDetails,
  AccountQueries,
  AccountsService,
  AuditEntryQueries,
  SecondPersons,
  TwoPersons,
} from '@app/accounts';
import { accountsQuery, AccountsSource } from '@app/exports';
import { type CommandAnswer, Clock, idOf, NotFound } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param, queryText } from '../../../shell/http';
import { filesAt, type ListReply } from '../../../shell/lists/list-file';
import { sourceReply } from '../../../shell/lists/source-reply';
import { Allow, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { breadcrumb, pageNumber } from '../../../shell/view-parts';
import { grantForm, revokeForm } from './accounts.forms';
import { accountsList } from './accounts.list';
import {
  accountsView,
  accountView,
  type ConfirmView,
  PAGE_SIZE,
  personText,
} from './accounts.views';

const HISTORY_LENGTH = 50;

@Controller('accounts')
@Allow('accounts.read')
export class AccountsController {
  constructor(
    private readonly twoPersons: TwoPersons,
    private readonly accounts: AccountsService,
    private readonly queries: AccountQueries,
    private readonly audit: AuditEntryQueries,
    private readonly seconds: SecondPersons,
    private readonly source: AccountsSource,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/admin/accounts/accounts')
  async listAccounts(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const { q, state, role } = accountsQuery.parse(request.query);
    const page = pageNumber(queryText(request, 'page'));
    const filter = { search: q, state, role, page, pageSize: PAGE_SIZE };
    const people = await this.queries.list(actor, filter);
    const counts = await this.queries.countByState(actor);
    return {
      ...accountsView(people, counts, filter, hasPermission(actor, 'accounts.manage')),
      alone: await this.seconds.listMissing(),
    };
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportAccounts(@Req() request: PageRequest): Promise<ListReply> {
    const today = this.clock.today();
    return sourceReply(request, { source: this.source, list: accountsList(false), today });
  }

  @PageRoute(':id', 'pages/admin/accounts/account')
  async showAccount(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const account = await this.accountOf(request);
    const history = await this.audit.listOfAccount(actor, account.accountId, HISTORY_LENGTH);
    return accountView(account, history, formView(request, { role: 'hr', lastDay: '' }), {
      today: this.clock.today(),
      canManage: hasPermission(actor, 'accounts.manage'),
      isOwn: account.accountId === actor.accountId,
    });
  }

  @PageRoute(':id/suspend', 'pages/admin/accounts/confirm')
  @Confirmed()
  @Allow('accounts.manage')
  async confirmSuspension(@Req() request: PageRequest): Promise<ConfirmView> {
    const account = await this.accountOf(request);
    await this.twoPersons.requireAnother(actorOf(request), account.accountId);
    const self = `/accounts/${account.accountId}`;
    return {
      title: '利用の停止',
      breadcrumb: breadcrumb(['アカウント', '/accounts'], [account.name, self], ['利用の停止']),
      person: personText(account),
      effects: [
        'すぐにログインできなくなり、開いている画面とアクセストークンも使えなくなります。',
        '学習・資格・役割の記録は消えません。',
        'あとから停止を解除できます。',
      ],
      action: `${self}/suspend`,
      button: '利用を停止する',
      isDangerous: true,
      back: self,
      form: formView(request, {}),
    };
  }

  @CommandRoute(':id/suspend', 'confirmSuspension')
  @Confirmed()
  @Allow('accounts.manage')
  async suspend(@Req() request: PageRequest): Promise<CommandAnswer> {
    const accountId = idOf(param(request, 'id'));
    await this.accounts.suspend(actorOf(request), accountId);
    return { location: `/accounts/${accountId}`, notice: '利用を停止しました。' };
  }

  @CommandRoute(':id/reinstate', 'showAccount')
  @Confirmed()
  @Allow('accounts.manage')
  async reinstate(@Req() request: PageRequest): Promise<CommandAnswer> {
    const accountId = idOf(param(request, 'id'));
    await this.accounts.reinstate(actorOf(request), accountId);
    return {
      location: `/accounts/${accountId}`,
      notice: '停止を解除しました。再びログインできます。',
    };
  }

  @CommandRoute(':id/roles', 'showAccount')
  @Confirmed()
  @Allow('accounts.manage')
  async grantRole(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const form = parseForm(grantForm, body);
    const accountId = idOf(param(request, 'id'));
    await this.accounts.grantRole(actorOf(request), accountId, form.role, form.lastDay);
    return {
      location: `/accounts/${accountId}`,
      notice: '権限を付与しました。次の操作から有効です。',
    };
  }

  @CommandRoute(':id/roles/revoke', 'showAccount')
  @Confirmed()
  @Allow('accounts.manage')
  async revokeRole(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const form = parseForm(revokeForm, body);
    const accountId = idOf(param(request, 'id'));
    await this.accounts.revokeRole(actorOf(request), accountId, form.role);
    return {
      location: `/accounts/${accountId}`,
      notice: '権限を取り消しました。次の操作から使えません。',
    };
  }

  private async accountOf(request: PageRequest): Promise<AccountDetails> {
    const account = await this.queries.findAccount(actorOf(request), idOf(param(request, 'id')));
    if (!account) throw new NotFound();
    noteRead(request, account.personId);
    return account;
  }
}
