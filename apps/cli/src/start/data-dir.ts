import { existsSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviceFor, makePassable } from '@app/platform';
import { CommandError } from '../command';

const PROBE_BYTES = 64 * 1024;
const MEGABYTE = 1024 * 1024;
/** PostgreSQL's write-ahead log alone grows in files of 16 MB. */
const LEAST_FREE_MB = 64;
/** A new database takes 40 MB, the demo city and the logs some more. */
const LEAST_FREE_MB_AT_FIRST = 200;
const LOG_LIMIT_MB = 10;

/** The one `npm start` of a DATA_DIR holds this file; its note names the child processes. */
export function lockFile(dataDir: string): string {
  return join(dataDir, 'start.lock');
}

/** Creates DATA_DIR and makes sure, before anything starts, that it can be written and has room. */
export function prepareDataDir(dataDir: string): void {
  try {
    makePassable(dataDir);
    mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
    const probe = join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, Buffer.alloc(PROBE_BYTES));
    rmSync(probe);
  } catch (error) {
    throw unusable(dataDir, error);
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  const isFirst = !existsSync(join(dataDir, 'postgres'));
  const least = isFirst ? LEAST_FREE_MB_AT_FIRST : LEAST_FREE_MB;
  if (free < least)
    throw new CommandError(
      `DATA_DIR（${dataDir}）のディスクの空きが ${free} MB しかありません（${least} MB 以上が必要です）。` +
        '空きを作るか、DATA_DIR に別の場所を指定してください。',
    );
}

/** Where a child process writes; a file that has grown too long starts anew. */
export function logFile(dataDir: string, name: string): string {
  const file = join(dataDir, 'logs', `${name}.log`);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_MB * MEGABYTE) rmSync(file);
  return file;
}

function unusable(dataDir: string, error: unknown): CommandError {
  const detail = error instanceof Error ? error.message : String(error);
  const advice = adviceFor(detail) ?? 'DATA_DIR に書き込める場所を指定してください。';
  return new CommandError(`DATA_DIR（${dataDir}）を使えません。${advice}\n${detail}`, {
    cause: error,
  });
}
