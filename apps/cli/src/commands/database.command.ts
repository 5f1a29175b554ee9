import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type DumpManifest,
  dumpDatabase,
  formatDateTime,
  ownerUrlOf,
  restoreDatabase,
  clockOf,
} from '@app/platform';
import { type Command, CommandError, type CommandContext } from '../command';
import { hasPeople } from '../has-people';

const USAGE = 'dump <ファイル> | restore <ファイル> [--replace]';

/** The whole database as one file and back, without PostgreSQL's own tools: the built-in one has none. */
export const databaseCommand: Command = {
  name: 'database',
  summary: 'データベースの控えを1つのファイルに取る(dump)、控えから戻す(restore)',
  usage: USAGE,
  needsDatabase: true,
  async run(args, context) {
    const { action, file, replaces } = optionsOf(args);
    if (action === 'dump') await dump(resolve(file), context);
    else await restore(resolve(file), replaces, context);
  },
};

interface Options {
  readonly action: 'dump' | 'restore';
  readonly file: string;
  readonly replaces: boolean;
}

function optionsOf(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const [action, file, ...more] = positionals;
  const isKnown = action === 'dump' || action === 'restore';
  if (!isKnown || !file || more.length > 0) throw wrongUse();
  if (action === 'dump' && values.replace) throw wrongUse();
  return { action, file, replaces: values.replace ?? false };
}

function parsed(args: readonly string[]) {
  const options = { replace: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    throw wrongUse();
  }
}

const wrongUse = (): CommandError => new CommandError(`使い方: database ${USAGE}`);

async function dump(file: string, { config, print, step }: CommandContext): Promise<void> {
  if (existsSync(file))
    throw new CommandError(`${file} はすでにあります。別の名前を指定してください。`);
  if (!existsSync(dirname(file)))
    throw new CommandError(
      `フォルダー ${dirname(file)} がありません。作ってから、もう一度実行してください。`,
    );
  const takenAt = clockOf(config).now();
  const manifest = await step('データベースの控えを取っています', () =>
    dumpDatabase(ownerUrlOf(config), file, takenAt),
  );
  print(`${sizeText(manifest)}の控えを ${file} に取りました。`);
  print('個人情報を含みます。証明書類(DATA_DIR/files)は入っていないので、続けて控えてください。');
}

async function restore(
  file: string,
  replaces: boolean,
  { config, print, step }: CommandContext,
): Promise<void> {
  const databaseUrl = ownerUrlOf(config);
  if (!replaces && (await hasPeople(databaseUrl)))
    throw new CommandError(
      'すでに職員が登録されているため、戻しません。今のデータをすべて消して控えと置き換えるときは、--replace を付けてください。',
    );
  const manifest = await step('控えからデータベースを戻しています', () =>
    restoreDatabase(databaseUrl, file),
  );
  print(
    `${formatDateTime(new Date(manifest.takenAt))}に取った控えから、${sizeText(manifest)}を戻しました。`,
  );
  print('証明書類(DATA_DIR/files)も同じ時点のものに戻してから、verify で確かめてください。');
}

function sizeText({ tables }: DumpManifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `${tables.length}表、${rows.toLocaleString('ja-JP')}行`;
}
