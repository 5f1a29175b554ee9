import { Body, Controller, HttpCode, Post, Req, type StreamableFile } from '@nestjs/common';
import {
  AccountQueries,
  AccountsService,
  NewAccountsService,
  type PersonWithAccount,
} from '@app/accounts';
import { Clock, idOf, NotFound, Once } from '@app/platform';
import { csvFile } from '../../shell/csv-file';
import { formView, parseForm } from '../../shell/forms';
import { actorOf, type PageRequest, param } from '../../shell/http';
import { Allow, AnswerRoute, PageRoute } from '../../shell/routes';
import { runAndShowOnce } from '../../shell/show-once';
import { breadcrumb } from '../../shell/view-parts';
import { bulkForm, confirmForm } from './accounts.forms';
import { bulkView, type ConfirmView, passwordView, personText } from './accounts.views';

@Controller('accounts')
@Allow('accounts.manage')
export class NewAccountsController {
  constructor(
    private readonly newAccounts: NewAccountsService,
    private readonly accounts: AccountsService,
    private readonly queries: AccountQueries,
    private readonly once: Once,
    private readonly clock: Clock,
  ) {}

  @PageRoute('bulk', 'pages/accounts/bulk')
  async showBulk(@Req() request: PageRequest) {
    return bulkView(await this.queries.countByState(actorOf(request)), formView(request, {}));
  }

  @Post('bulk')
  @HttpCode(200)
  async createAll(@Req() request: PageRequest, @Body() body: unknown): Promise<StreamableFile> {
    const { _key, target, expected } = parseForm(bulkForm, body);
    const actor = actorOf(request);
    const people = await runAndShowOnce(this.once, { key: _key, accountId: actor.accountId }, () =>
      this.newAccounts.handOut(actor, target, expected),
    );
    const rows = people.map((it) => [it.staffNumber, it.name, it.unitName, it.password]);
    const header = ['職員番号', '氏名', '所属', '初回パスワード'];
    return csvFile(`first-passwords-${this.clock.today()}`, header, rows);
  }

  @PageRoute('new/:personId', 'pages/accounts/confirm')
  async confirmCreation(@Req() request: PageRequest): Promise<ConfirmView> {
    const person = await this.personOf(request);
    return {
      title: 'アカウントの作成',
      breadcrumb: breadcrumb(['アカウントの管理', '/accounts'], ['作成']),
      person: personText(person),
      effects: [
        '次の画面に初回パスワードを1回だけ表示します。控えて本人に渡してください。',
        '本人は最初のサインインで、自分のパスワードに変更します。',
      ],
      action: `/accounts/new/${person.personId}`,
      button: 'アカウントを作成する',
      isDangerous: false,
      back: '/accounts',
      form: formView(request, {}),
    };
  }

  @AnswerRoute('new/:personId', 'pages/accounts/password', 'confirmCreation')
  async create(@Req() request: PageRequest, @Body() body: unknown) {
    const { _key } = parseForm(confirmForm, body);
    const actor = actorOf(request);
    const person = await this.personOf(request);
    const made = await runAndShowOnce(this.once, { key: _key, accountId: actor.accountId }, () =>
      this.newAccounts.create(actor, person.personId),
    );
    return passwordView(person, made.password, `/accounts/${made.accountId}`);
  }

  @PageRoute(':id/reset-password', 'pages/accounts/confirm')
  async confirmReset(@Req() request: PageRequest): Promise<ConfirmView> {
    const account = await this.accountOf(request);
    const self = `/accounts/${account.accountId}`;
    return {
      title: 'パスワードの再設定',
      breadcrumb: breadcrumb(['アカウントの管理', '/accounts'], [account.name, self], ['再設定']),
      person: personText(account),
      effects: [
        '今のパスワードは使えなくなり、サインイン中の画面は終了します。',
        'アクセストークンもすべて無効になります。必要なものは本人が作り直します。',
        '次の画面に新しい初回パスワードを1回だけ表示します。控えて本人に渡してください。',
      ],
      action: `${self}/reset-password`,
      button: '再設定する',
      isDangerous: true,
      back: self,
      form: formView(request, {}),
    };
  }

  @AnswerRoute(':id/reset-password', 'pages/accounts/password', 'confirmReset')
  async resetPassword(@Req() request: PageRequest, @Body() body: unknown) {
    const { _key } = parseForm(confirmForm, body);
    const actor = actorOf(request);
    const account = await this.accountOf(request);
    const form = { key: _key, accountId: actor.accountId };
    const password = await runAndShowOnce(this.once, form, () =>
      this.accounts.resetPassword(actor, account.accountId),
    );
    return passwordView(account, password, `/accounts/${account.accountId}`);
  }

  private async personOf(request: PageRequest): Promise<PersonWithAccount> {
    const person = await this.queries.findPerson(idOf(param(request, 'personId')));
    if (!person) throw new NotFound();
    return person;
  }

  private async accountOf(request: PageRequest) {
    const account = await this.queries.findAccount(actorOf(request), idOf(param(request, 'id')));
    if (!account) throw new NotFound();
    return account;
  }
}
