import { parseArgs } from 'node:util';
import { AccountsModule, PersonalTokensService } from '@app/accounts';
import { Commands } from '@app/platform';
import { type Command, CommandError } from '../command';
import { withApp } from '../with-app';
import { accountOf } from './accounts.command';

const BY = { accountId: null, label: '管理用コマンド(token)' };
const USAGE = 'create --staff-number <職員番号> [--name <用途>]';

export const tokenCommand: Command = {
  name: 'token',
  summary: 'APIの個人用アクセストークンを作る',
  usage: USAGE,
  needsDatabase: true,
  async run(args, { config, print }) {
    const { staffNumber, name } = argumentsOf(args);
    await withApp(config, [AccountsModule], async (app) => {
      const account = await accountOf({ app, staffNumber });
      const tokens = app.get(PersonalTokensService);
      const token = await app.get(Commands).run({
        actor: () => BY,
        command: (by) => tokens.createFor(by, account.accountId, name),
      });
      print(`${account.staffNumber} ${account.name}さんのトークンを作りました。1年間有効です。`);
      print(`  ${token}`);
      print('  二度と表示できません。本人は「設定」の画面で無効にできます。');
    });
  },
};

function argumentsOf(args: readonly string[]): { staffNumber: string; name: string } {
  const { values, positionals } = parse(args);
  const { 'staff-number': staffNumber, name = '管理用コマンドで作成' } = values;
  if (positionals[0] !== 'create' || !staffNumber) throw new CommandError(`使い方: token ${USAGE}`);
  if (name.length > 60) throw new CommandError('用途は60文字以内にしてください。');
  return { staffNumber, name };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'staff-number': { type: 'string' }, name: { type: 'string' } },
    });
  } catch {
    throw new CommandError(`使い方: token ${USAGE}`);
  }
}
