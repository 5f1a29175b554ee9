import { Body, Controller, Inject, Req, type StreamableFile } from '@nestjs/common';
import {
  AccountQueries,
  AccountResets,
  AccountsService,
  type HandedOutPassword,
  NewAccountsService,
  type PersonWithAccount,
} from '@app/accounts';
import { APP_CONFIG, type AppConfig, AppLogger, Clock, idOf, NotFound } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { ListAnswer, listFile } from '../../../shell/lists/list-file';
import { Allow, AnswerRoute, Confirmed, FileRoute, PageRoute } from '../../../shell/routes';
import { breadcrumb } from '../../../shell/view-parts';
import { firstLetters, MOST_LETTERS } from './first-letters';
import { bulkForm } from './accounts.forms';
import { approvalView, toldEffects } from './resets.views';
import { FIRST_PASSWORDS } from './accounts.list';
import { bulkView, type ConfirmView, passwordView, personText } from './accounts.views';

@Controller('accounts')
@Allow('accounts.manage')
export class NewAccountsController {
  constructor(
    private readonly newAccounts: NewAccountsService,
    private readonly accounts: AccountsService,
    private readonly queries: AccountQueries,
    private readonly resets: AccountResets,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  @Confirmed()
  @PageRoute('bulk', 'pages/admin/accounts/bulk')
  async showBulk(@Req() request: PageRequest) {
    const without = await this.queries.listForBulk('without');
    const unused = await this.queries.listForBulk('unused');
    const counts = { without: without.length, unused: unused.length };
    return bulkView(counts, formView(request, {}));
  }

  @FileRoute('bulk')
  @Confirmed()
  async createAll(@Req() request: PageRequest, @Body() body: unknown): Promise<StreamableFile> {
    const { target, expected, as } = parseForm(bulkForm, body);
    const people = await this.newAccounts.handOut(actorOf(request), target, expected);
    const today = this.clock.today();
    const sheets = as === 'letters' ? await this.letters(people) : null;
    if (sheets !== null) {
      const name = `初回ログインのご案内_${today}.pdf`;
      return new ListAnswer(people.length, { bytes: sheets, name, type: 'application/pdf' });
    }
    return listFile(FIRST_PASSWORDS, people, 'csv', { title: FIRST_PASSWORDS.name, suffix: today });
  }

  /** Null where they could not be drawn: the passwords hold already and are told nowhere else, so they come as the list. */
  private async letters(people: readonly HandedOutPassword[]): Promise<Buffer | null> {
    if (people.length > MOST_LETTERS) return null;
    try {
      return await firstLetters(people, this.config.PUBLIC_URL);
    } catch (error) {
      this.logger.error('The sheets of first passwords could not be drawn', error);
      return null;
    }
  }

  @PageRoute('new/:personId', 'pages/admin/accounts/confirm')
  async confirmCreation(@Req() request: PageRequest): Promise<ConfirmView> {
    const person = await this.personOf(request);
    return {
      title: 'アカウントの作成',
      breadcrumb: breadcrumb(['アカウント', '/accounts'], ['作成']),
      person: personText(person),
      effects: [
        '次の画面に初回パスワードを1回だけ表示します。控えて本人に渡してください。',
        '本人は最初のログインで、自分のパスワードに変更します。',
      ],
      action: `/accounts/new/${person.personId}`,
      button: 'アカウントを作成する',
      isDangerous: false,
      back: '/accounts',
      form: formView(request, {}),
    };
  }

  @AnswerRoute('new/:personId', 'pages/admin/accounts/password', 'confirmCreation')
  @Confirmed()
  async create(@Req() request: PageRequest) {
    const person = await this.personOf(request);
    const made = await this.newAccounts.create(actorOf(request), person.personId);
    return passwordView(person, made.password, `/accounts/${made.accountId}`);
  }

  @Confirmed()
  @PageRoute(':id/reset-password', 'pages/admin/accounts/confirm')
  async confirmReset(@Req() request: PageRequest): Promise<ConfirmView> {
    const account = await this.accountOf(request);
    const reset = { accountId: account.accountId, kind: 'password' } as const;
    const state = await this.resets.stateFor(actorOf(request), reset);
    if (state !== 'free') return approvalView(account, reset, state, formView(request, {}));
    const self = `/accounts/${account.accountId}`;
    return {
      title: 'パスワードの再設定',
      breadcrumb: breadcrumb(['アカウント', '/accounts'], [account.name, self], ['再設定']),
      person: personText(account),
      effects: [
        '今のパスワードは使えなくなり、ログイン中の画面は終了します。',
        'アクセストークンもすべて無効になります。必要なものは本人が作り直します。',
        '次の画面に新しい初回パスワードを1回だけ表示します。控えて本人に渡してください。',
        ...toldEffects(await this.resets.hasRight(account.accountId)),
      ],
      action: `${self}/reset-password`,
      button: '再設定する',
      isDangerous: true,
      back: self,
      form: formView(request, {}),
    };
  }

  @Confirmed()
  @AnswerRoute(':id/reset-password', 'pages/admin/accounts/password', 'confirmReset')
  async resetPassword(@Req() request: PageRequest) {
    const account = await this.accountOf(request);
    const password = await this.accounts.resetPassword(actorOf(request), account.accountId);
    return passwordView(account, password, `/accounts/${account.accountId}`);
  }

  private async personOf(request: PageRequest): Promise<PersonWithAccount> {
    const person = await this.queries.findPerson(idOf(param(request, 'personId')));
    if (!person) throw new NotFound();
    noteRead(request, person.personId);
    return person;
  }

  private async accountOf(request: PageRequest) {
    const account = await this.queries.findAccount(actorOf(request), idOf(param(request, 'id')));
    if (!account) throw new NotFound();
    noteRead(request, account.personId);
    return account;
  }
}
