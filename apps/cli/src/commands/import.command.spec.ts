import { join } from 'node:path';
import { loadConfig } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { type CommandContext, CommandError } from '../command';
import { importCommand } from './import.command';

const EXAMPLES = join(__dirname, '../../../../docs/examples');
const UNITS = ['--units', join(EXAMPLES, 'soshiki.csv')];
const POSTINGS = ['--postings', join(EXAMPLES, 'shokuin.csv')];

describe('import on the command line', () => {
  let database: TestDatabase;
  let lines: string[];
  let context: CommandContext;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  beforeEach(() => {
    lines = [];
    context = {
      config: loadConfig({ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent' }),
      print: (line) => lines.push(line),
      step: (_label, work) => work(),
      call: () => Promise.resolve(false),
    };
  });

  it('says what would change, then applies it, then finds nothing to change', async () => {
    await importCommand.run([...UNITS, ...POSTINGS], context);
    expect(lines).toContain(
      '職員: shokuin.csv 358行 = 追加358 + 変更0 + 変更なし0 + 取り込めない行0',
    );
    expect(lines.at(-1)).toContain('何も反映していません。');
    await importCommand.run([...UNITS, ...POSTINGS, '--apply'], context);
    expect(lines.at(-1)).toBe('2026-04-01 の発令として反映しました。');
    lines = [];
    await importCommand.run(POSTINGS, context);
    expect(lines).toContain('データが変わる職員 0名、名簿にない職員 0名');
  });

  it('tells what to put right in words', async () => {
    await expect(importCommand.run([], context)).rejects.toThrow(CommandError);
    await expect(importCommand.run(['--nonsense'], context)).rejects.toThrow('使い方: import');
    await expect(importCommand.run([...POSTINGS, '--same', '901'], context)).rejects.toThrow(
      '901=001',
    );
    await expect(importCommand.run([...POSTINGS, '--same', '901=001'], context)).rejects.toThrow(
      'このファイルでは選べません',
    );
    await expect(importCommand.run(['--on', '9999-12-31', ...UNITS], context)).rejects.toThrow(
      '--on の日付が正しくありません',
    );
    await expect(importCommand.run(['--units', 'no-such.csv'], context)).rejects.toThrow(
      'ファイルを読めません: no-such.csv',
    );
    await expect(importCommand.run(['--postings', UNITS[1] ?? ''], context)).rejects.toThrow(
      '組織のファイルのようです。選ぶ欄が逆に',
    );
  });
});
