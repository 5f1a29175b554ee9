import { SYSTEM_ROLE_WORDS, SYSTEM_ROLES } from '@app/access';
import {
  AccountsModule,
  AccountQueries,
  AccountResets,
  AccountsService,
  NewAccountsService,
  type PersonWithAccount,
  SecondFactorResets,
} from '@app/accounts';
import { type AuditActor, Commands } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { type Command, CommandError, type CommandContext } from '../command';
import { withApp } from '../with-app';

const USAGE = () =>
  'create <職員番号> | grant <職員番号> <権限> | suspend <職員番号> | reinstate <職員番号> | reset-password <職員番号> | reset-second-factor <職員番号>';

/** Written into the audit log instead of a person's name. */
const BY = { accountId: null, label: '管理用コマンド(accounts)' };

interface Call {
  readonly app: INestApplicationContext;
  readonly staffNumber: string;
  readonly role: string | undefined;
  readonly print: CommandContext['print'];
}

/** For the first administrator of a new installation, and for the day on which no administrator can sign in. */
export const accountsCommand: Command = {
  name: 'accounts',
  summary:
    'アカウントを作る、権限を付ける、停止・再開する、パスワードを再設定する、二段階認証を取り消す',
  get usage() {
    return `${USAGE()}\n${' '.repeat(16)}権限: ${roleNames().join('、')}`;
  },
  needsDatabase: true,
  async run([action = '', staffNumber, role], { config, print }) {
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (!run || !staffNumber) throw new CommandError(`使い方: accounts ${USAGE()}`);
    await withApp(config, [AccountsModule], (app) => run({ app, staffNumber, role, print }));
  },
};

const ACTIONS: Readonly<Record<string, (call: Call) => Promise<void>>> = {
  create,
  grant,
  suspend,
  reinstate,
  'reset-password': resetPassword,
  'reset-second-factor': resetSecondFactor,
};

async function create(call: Call): Promise<void> {
  const person = await personOf(call);
  const accounts = call.app.get(NewAccountsService);
  const { password } = await act(call, (by) => accounts.createBy(by, person.personId));
  call.print(`${nameOf(person)}のアカウントを作りました。`);
  printPassword(call, password);
}

async function grant(call: Call): Promise<void> {
  const role = SYSTEM_ROLES.find((it) => [it, SYSTEM_ROLE_WORDS[it]].includes(call.role ?? ''));
  if (!role) throw new CommandError(`権限は ${roleNames().join('、')} のどれかです。`);
  const account = await accountOf(call);
  const accounts = call.app.get(AccountsService);
  await act(call, async (by) => {
    await accounts.grantRoleBy(by, account.accountId, role);
    const resets = call.app.get(AccountResets);
    await resets.tellOfGrant({ accountId: null, name: by.label }, account.accountId, role);
  });
  call.print(`${nameOf(account)}に権限「${SYSTEM_ROLE_WORDS[role]}」を付けました。`);
}

async function suspend(call: Call): Promise<void> {
  const account = await accountOf(call);
  await act(call, (by) => call.app.get(AccountsService).suspendBy(by, account.accountId));
  call.print(`${nameOf(account)}の利用を停止しました。`);
}

async function reinstate(call: Call): Promise<void> {
  const account = await accountOf(call);
  await act(call, (by) => call.app.get(AccountsService).reinstateBy(by, account.accountId));
  call.print(`${nameOf(account)}の停止を解除しました。`);
}

async function resetPassword(call: Call): Promise<void> {
  const account = await accountOf(call);
  const accounts = call.app.get(AccountsService);
  const password = await act(call, (by) => accounts.resetPasswordBy(by, account.accountId));
  call.print(
    `${nameOf(account)}のパスワードを再設定しました。ログイン中の画面とトークンは終了しました。`,
  );
  printPassword(call, password);
}

async function resetSecondFactor(call: Call): Promise<void> {
  const account = await accountOf(call);
  const resets = call.app.get(SecondFactorResets);
  await act(call, (by) => resets.resetBy(by, account.accountId));
  call.print(
    `${nameOf(account)}の二段階認証の登録をすべて取り消しました。次からパスワードだけでログインできます。`,
  );
}

/** The product's one way of changing something, in the name of the command line. */
function act<Result>({ app }: Call, command: (by: AuditActor) => Promise<Result>): Promise<Result> {
  return app.get(Commands).run({ actor: () => BY, command });
}

async function personOf({ app, staffNumber }: Call): Promise<PersonWithAccount> {
  const person = await app.get(AccountQueries).findByStaffNumber(staffNumber);
  if (person) return person;
  throw new CommandError(
    `職員番号 ${staffNumber} の職員が見つかりません。番号(先頭の0も)と、在職中であることを確かめてください。`,
  );
}

/** Each is understood by its word and by its code: 「人事(hr)」. */
function roleNames(): string[] {
  return SYSTEM_ROLES.map((role) => `${SYSTEM_ROLE_WORDS[role]}(${role})`);
}

/** The account of a staff number; also used by `token create`. */
export async function accountOf(
  call: Pick<Call, 'app' | 'staffNumber'>,
): Promise<PersonWithAccount & { readonly accountId: string }> {
  const person = await personOf(call as Call);
  const { accountId } = person;
  if (accountId !== null) return { ...person, accountId };
  throw new CommandError(
    `${nameOf(person)}にはアカウントがありません。先に accounts create ${person.staffNumber} を実行してください。`,
  );
}

function nameOf(person: PersonWithAccount): string {
  return `${person.staffNumber} ${person.name}さん`;
}

function printPassword({ print }: Call, password: string): void {
  print(`  初回パスワード: ${password}`);
  print('  二度と表示できません。本人は最初のログインで新しいパスワードに変更します。');
}
