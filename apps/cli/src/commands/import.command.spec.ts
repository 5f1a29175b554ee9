import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

  it('gives lost zeros back, and takes the newer of two rows, when told so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsunagaru-repair-'));
    const path = join(folder, 'shokuin.csv');
    const heading =
      '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
    const row = (title: string) => `2027/4/1,100007,佐々木 実,,100,,${title},0,正規,,,,在職`;
    writeFileSync(path, [heading, row('部長'), row('参事'), ''].join('\n'));
    await importCommand.run(['--postings', path], context);
    expect(lines.join('\n')).toContain('--repair-zeros を付けます');
    expect(lines.join('\n')).toContain('--take-newer を付けます');
    lines = [];
    await importCommand.run(['--postings', path, '--repair-zeros', '--take-newer'], context);
    expect(lines.join('\n')).toContain('先頭の0を補いました(1件)。例: 100 → 0100 総務部');
    expect(lines.join('\n')).toContain('同じ職員の行は、新しい行を使いました(1名)');
    expect(lines).toContain('職員: shokuin.csv 1行 = 追加0 + 変更1 + 変更なし0 + 取り込めない行0');
    rmSync(folder, { recursive: true });
  });

  it('takes what another system put into a folder, once, and leaves a report beside it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsunagaru-drop-'));
    const place = (kind: string) =>
      join(folder, kind, readdirSync(join(folder, kind)).toSorted().at(-1) ?? '');
    const reportIn = (kind: string) =>
      JSON.parse(readFileSync(join(place(kind), 'report.json'), 'utf8')) as object;
    try {
      await importCommand.run(['--folder', folder, '--apply'], context);
      expect(lines).toEqual(['新しいファイルはありません。']);
      const header = readFileSync(join(EXAMPLES, 'shokuin.csv'));
      writeFileSync(join(folder, 'shokuin_0401.csv'), header);
      // Still being written.
      writeFileSync(join(folder, '.shokuin_0402.csv'), '');
      await importCommand.run(['--folder', folder, '--apply'], context);
      expect(readdirSync(place('done')).toSorted()).toEqual(['report.json', 'shokuin_0401.csv']);
      expect(reportIn('done')).toMatchObject({ isApplied: true, refused: [] });
      expect(readdirSync(folder).toSorted()).toEqual(['.shokuin_0402.csv', 'done']);

      const cells =
        '発令日,職員番号,氏名,所属コード,所属名,職名,兼務区分,任用区分,採用年月日,退職年月日,状態';
      const bad = '2026/7/1,999999,誤 太郎,9999,,主事,0,正規,2020/4/1,,在職';
      writeFileSync(join(folder, 'shokuin.csv'), `${cells}\n${bad}\n`);
      const held = importCommand.run(['--folder', folder, '--apply'], context);
      await expect(held).rejects.toMatchObject({
        ...{ exitCode: 2, message: expect.stringContaining('取り込めない行が1行') as string },
      });
      expect(reportIn('held')).toMatchObject({
        isApplied: false,
        refused: [{ file: 'postings', line: 2 }],
      });
      writeFileSync(join(folder, 'shokuin.csv'), 'a,b\n1,2\n');
      await expect(
        importCommand.run(['--folder', folder, '--apply'], context),
      ).rejects.toMatchObject({ exitCode: 2 });
      expect(readdirSync(folder).toSorted()).toEqual(['.shokuin_0402.csv', 'done', 'held']);
      writeFileSync(join(folder, 'shokuin.csv'), '');
      writeFileSync(join(folder, 'shokuin2.csv'), '');
      await expect(importCommand.run(['--folder', folder], context)).rejects.toThrow(
        '同じ種類のファイルが2件',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
