import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment } from '../config/config';
import type { PostgresPlace } from './binaries';
import { LocalPostgresError } from './postgres-error';

const run = promisify(execFile);
const LOG_TAIL = 4096;
const PASSWORD_BYTES = 32;

/** The cluster's superuser: owns the tables, migrates them. */
export const ROLE = 'app';

/** The product's own: may do what libs/platform/src/database/product-role lists. */
export const PRODUCT_ROLE = 'tsunagaru';

/** Fast but not crash-safe: for data that a test throws away. */
const THROW_AWAY = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
];

/**
 * Creates the data folder if it is missing. It is built beside its place and moved there when complete, so
 * that an interrupted first start leaves nothing half-made.
 */
export async function createCluster(place: PostgresPlace, durable: boolean): Promise<void> {
  const data = join(place.home, 'data');
  removeAttempts(place.home);
  const attempt = join(place.home, `new-${process.pid}`);
  const password = join(place.home, 'password');
  writeFileSync(password, randomBytes(PASSWORD_BYTES).toString('base64url'), { mode: 0o600 });
  giveFolder(attempt, place);
  const secret = join(attempt, 'secret');
  writeFileSync(secret, readFileSync(password), { mode: 0o600 });
  give(secret, place);
  const args = [
    ...['-D', join(attempt, 'data'), '-U', ROLE, '--auth=scram-sha-256', `--pwfile=${secret}`],
    // The password is random and long: many rounds would only slow every connection down.
    ...['-c', 'scram_iterations=1', '--encoding=UTF8', '--lc-messages=C', '--locale=C'],
    ...[
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      durable ? '--sync-method=fsync' : '--no-sync',
    ],
  ];
  try {
    await run(place.initdb, args, options(place));
  } catch (error) {
    rmSync(attempt, { recursive: true, force: true });
    throw new Error(wordsOf(error).slice(-LOG_TAIL), { cause: error });
  }
  renameSync(join(attempt, 'data'), data);
  rmSync(attempt, { recursive: true, force: true });
}

/** Whether the first start has been completed. */
export function hasCluster(place: PostgresPlace): boolean {
  return existsSync(join(place.home, 'data', 'PG_VERSION'));
}

/** The password of this cluster; it is kept beside the data, readable by our user only. */
export function clusterPassword(place: PostgresPlace): string {
  try {
    return readFileSync(join(place.home, 'password'), 'utf8');
  } catch (cause) {
    throw new LocalPostgresError(
      `${join(place.home, 'password')} を読めません。同じ利用者で始めるか、DATA_DIR を変えてください。`,
      { cause },
    );
  }
}

/** The password of the product's role, drawn at the first call; in a file beside the other one. */
export function productPassword(place: PostgresPlace): string {
  const file = join(place.home, 'product-password');
  if (!existsSync(file))
    writeFileSync(file, randomBytes(PASSWORD_BYTES).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

/** Starts the server on `port`; what it says goes to `server.log`, so it outlives a killed parent quietly. */
export function spawnServer(place: PostgresPlace, port: number, durable: boolean): ChildProcess {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=Asia/Tokyo',
    'max_connections=200',
    'log_checkpoints=off',
    ...(durable ? [] : THROW_AWAY),
  ];
  const log = openSync(logFile(place), 'w', 0o600);
  try {
    return spawn(
      place.postgres,
      [
        '-D',
        join(place.home, 'data'),
        '-p',
        String(port),
        ...settings.flatMap((one) => ['-c', one]),
      ],
      // Detached: Ctrl-C in the terminal must reach the database after those who use it. A throw-away
      // server stays in our group and falls with it.
      { ...options(place), stdio: ['ignore', 'ignore', log], detached: durable },
    );
  } finally {
    closeSync(log);
  }
}

/** The last words of the server. */
export function serverLog(place: PostgresPlace): string {
  try {
    return readFileSync(logFile(place), 'utf8').slice(-LOG_TAIL);
  } catch {
    return '';
  }
}

/** A port that the kernel has just called free. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function logFile(place: PostgresPlace): string {
  return join(place.home, 'server.log');
}

function options(place: PostgresPlace) {
  const env = { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' };
  const isWindows = process.platform === 'win32';
  return {
    ...place.user,
    cwd: isWindows ? place.home : '/',
    env: isWindows ? childEnvironment(env) : env,
  };
}

/** What a failed program said; without words, the reason why it did not run. */
function wordsOf(error: unknown): string {
  const { stdout, stderr, message } = error as {
    stdout?: string;
    stderr?: string;
    message: string;
  };
  return `${stdout ?? ''}${stderr ?? ''}`.trim() || message;
}

function giveFolder(folder: string, place: PostgresPlace): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  give(folder, place);
}

function give(path: string, place: PostgresPlace): void {
  const { uid, gid } = place.user;
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

function removeAttempts(home: string): void {
  for (const name of readdirSync(home))
    if (name.startsWith('new-')) rmSync(join(home, name), { recursive: true, force: true });
}
