import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountsModule, ActorQueries, PersonalTokensService, SignInService } from '@app/accounts';
import { loadConfig } from '@app/platform';
import {
  createTestDatabase,
  type LibTest,
  rowOf,
  rowsOf,
  startLibTest,
  type TestDatabase,
} from '@app/testing';
import type { Command } from '../command';
import { accountsCommand } from './accounts.command';
import { tokenCommand } from './token.command';

describe('accounts and token', () => {
  let test: LibTest;
  let spare: TestDatabase;
  let url: string;
  const dataDir = mkdtempSync(join(tmpdir(), 'cli-accounts-'));

  beforeAll(async () => {
    test = await startLibTest(AccountsModule);
    spare = await createTestDatabase();
    const row = await rowOf<{ name: string }>(test.database, 'SELECT current_database() AS name');
    const address = new URL(spare.url);
    address.pathname = `/${row?.name ?? ''}`;
    url = address.href;
    await test.city.addPerson({ staffNumber: '000123', name: '富山　花子' });
  });

  afterAll(async () => {
    await test.close();
    await spare.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('makes the first administrator of an installation that has none', async () => {
    const printed = await call(accountsCommand, 'create', '000123');
    const password = /初回パスワード: (\S+)/.exec(printed)?.[1] ?? '';
    await call(accountsCommand, 'grant', '000123', 'administrator');
    const result = await signIn(password);
    expect(result.kind).toBe('accepted');
    const accountId = result.kind === 'accepted' ? result.accountId : '';
    expect(await test.get(ActorQueries).findActor(accountId)).toMatchObject({
      roles: ['staff', 'administrator'],
      mustChangePassword: true,
    });
  });

  it('makes a token for the holder of a number', async () => {
    const printed = await call(
      tokenCommand,
      'create',
      '--staff-number',
      '０００１２３',
      '--name',
      '月次',
    );
    const token = /tsunagaru_[\w-]+/.exec(printed)?.[0] ?? '';
    const actor = await test.get(PersonalTokensService).findActorByToken(token);
    expect(actor?.staffNumber).toBe('000123');
    // Whoever did not ask for it hears of it: it is as good as the password.
    const told = await rowsOf<{ kind: string }>(
      test.database,
      'SELECT kind FROM account_notices WHERE account_id = $1',
      [actor?.accountId],
    );
    expect(told.map(({ kind }) => kind)).toContain('token_made');
  });

  it('takes away a second factor when no administrator can, and says when there is none', async () => {
    await expect(call(accountsCommand, 'reset-second-factor', '000123')).rejects.toThrow(
      'この利用者は二段階認証を登録していません。',
    );
    await test.database.execute(
      `INSERT INTO second_factors (id, account_id, kind, name, sealed_secret, created_at)
       SELECT gen_random_uuid(), id, 'totp', 'x', 'x', now() FROM accounts`,
    );
    const printed = await call(accountsCommand, 'reset-second-factor', '000123');
    expect(printed).toContain('二段階認証の登録をすべて取り消しました。');
  });

  it('suspends, reinstates and resets when no administrator can', async () => {
    await call(accountsCommand, 'suspend', '000123');
    await expect(call(accountsCommand, 'suspend', '000123')).rejects.toThrow('すでに停止');
    await call(accountsCommand, 'reinstate', '000123');
    const printed = await call(accountsCommand, 'reset-password', '000123');
    const password = /初回パスワード: (\S+)/.exec(printed)?.[1] ?? '';
    expect((await signIn(password)).kind).toBe('accepted');
    const entries = await rowsOf<{ actor_label: string }>(
      test.database,
      `SELECT DISTINCT actor_label FROM audit_entries WHERE action LIKE 'account.%' AND action <> 'account.signed_in'`,
    );
    expect(entries).toEqual([{ actor_label: '管理用コマンド(accounts)' }]);
  });

  it.each([
    [[], '使い方: accounts'],
    [['remove', '000123'], '使い方: accounts'],
    [['toString', '000123'], '使い方: accounts'],
    [['create'], '使い方: accounts'],
    [['create', '999999'], '見つかりません'],
    [['create', '000123'], 'すでにアカウントがあります'],
    [['grant', '000123', 'root'], 'program_office'],
    [['grant', '000123', 'administrator'], 'すでに付与'],
  ])('says what is wrong with %j', async (args, message) => {
    await expect(call(accountsCommand, ...args)).rejects.toThrow(message);
  });

  it.each([[[]], [['create']], [['create', '--staff-number']], [['create', '--unknown', 'x']]])(
    'shows how a token is made instead of %j',
    async (args) => {
      await expect(call(tokenCommand, ...args)).rejects.toThrow('使い方: token create');
    },
  );

  function signIn(password: string) {
    const attempt = { staffNumber: '000123', password, address: '127.0.0.1' };
    return test.get(SignInService).signIn(attempt);
  }

  async function call(command: Command, ...args: readonly string[]): Promise<string> {
    const printed: string[] = [];
    const config = loadConfig({
      NODE_ENV: 'test',
      DATABASE_URL: url,
      DATA_DIR: dataDir,
      APP_NOW: '2026-11-16T10:00:00+09:00',
    });
    await command.run(args, {
      config,
      print: (line) => printed.push(line),
      step: (_label, work) => work(),
      call: () => Promise.resolve(false),
    });
    return printed.join('\n');
  }
});
