import { parseArgs } from 'node:util';
import {
  AccountResets,
  AccountsModule,
  LONGEST_DAYS,
  PersonalTokensService,
  tokenFor,
  type TokenFacts,
} from '@app/accounts';
import { Commands, parseWholeNumber } from '@app/platform';
import { type Command, CommandError } from '../command';
import { withApp } from '../with-app';
import { accountOf } from './accounts.command';

const BY = { accountId: null, label: '管理用コマンド(token)' };
const USAGE =
  'create --staff-number <職員番号> [--name <用途>] [--days <日数>] [--write]（--write がなければ読むだけ）';

export const tokenCommand: Command = {
  name: 'token',
  summary: 'APIの個人用アクセストークンを作る',
  usage: USAGE,
  needsDatabase: true,
  async run(args, { config, print }) {
    const { staffNumber, facts } = argumentsOf(args);
    await withApp(config, [AccountsModule], async (app) => {
      const account = await accountOf({ app, staffNumber });
      const tokens = app.get(PersonalTokensService);
      const token = await app.get(Commands).run({
        actor: () => BY,
        command: async (by) => {
          const made = await tokens.createFor(by, account.accountId, facts);
          const teller = { accountId: by.accountId, name: by.label };
          await app.get(AccountResets).tellOfToken(teller, account.accountId);
          return made;
        },
      });
      print(
        `${account.staffNumber} ${account.name}さんのトークンを作りました。${facts.access === 'read' ? '読むだけで' : '読み書きでき'}、${String(facts.days)}日間有効です。`,
      );
      print(`  ${token}`);
      print('  二度と表示できません。本人は「設定」の画面で無効にできます。');
    });
  },
};

function argumentsOf(args: readonly string[]): { staffNumber: string; facts: TokenFacts } {
  const { values, positionals } = parse(args);
  const { 'staff-number': staffNumber, name = '管理用コマンドで作成', days = '90' } = values;
  if (positionals[0] !== 'create' || !staffNumber) throw new CommandError(`使い方: token ${USAGE}`);
  if (name.length > 60) throw new CommandError('用途は60文字以内にしてください。');
  const lasting = parseWholeNumber(days, { least: 1, most: LONGEST_DAYS });
  if (lasting === null)
    throw new CommandError(`日数は1から${String(LONGEST_DAYS)}までの整数にしてください。`);
  const access = values.write ? 'write' : 'read';
  return { staffNumber, facts: tokenFor(name, { access, days: lasting }) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'staff-number': { type: 'string' },
        name: { type: 'string' },
        days: { type: 'string' },
        write: { type: 'boolean' },
      },
    });
  } catch {
    throw new CommandError(`使い方: token ${USAGE}`);
  }
}
