import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@app/platform';
import { createBareDatabase, type TestDatabase } from '@app/testing';
import { type Command, CommandError } from './command';
import { accountsCommand } from './commands/accounts.command';
import { tokenCommand } from './commands/token.command';
import { verifyCommand } from './commands/verify.command';

describe('A command on an empty database', () => {
  let bare: TestDatabase;
  const folder = mkdtempSync(join(tmpdir(), 'cli-empty-'));

  beforeAll(async () => {
    bare = await createBareDatabase();
  });

  afterAll(async () => {
    await bare.drop();
    rmSync(folder, { recursive: true });
  });

  it.each<[string, Command, readonly string[]]>([
    ['verify', verifyCommand, []],
    ['accounts create', accountsCommand, ['create', '000123']],
    ['token create', tokenCommand, ['create', '--staff-number', '000123', '--name', '月次']],
  ])('%s says in words what to do', async (_name, command, args) => {
    const work = command.run(args, {
      config: loadConfig({ DATABASE_URL: bare.url, DATA_DIR: folder }),
      print: () => undefined,
      step: (_label, step) => step(),
      call: () => Promise.resolve(false),
    });
    await expect(work).rejects.toBeInstanceOf(CommandError);
    await expect(work).rejects.toThrow(/データベースが空か.*先に migrate で/);
  });
});
