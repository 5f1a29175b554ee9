import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { preparePlace, type PostgresPlace } from './binaries';
import { adviceFor, LocalPostgresError, postgresError } from './postgres-error';
import { findPostmaster, untilReady, type Postmaster } from './postmaster-pid';
import { endProcess, hasEnded, isAlive } from './processes';
import { releaseLock, takeLock } from './file-lock';
import {
  clusterPassword,
  createCluster,
  freePort,
  hasCluster,
  PRODUCT_ROLE,
  productPassword,
  ROLE,
  serverLog,
  spawnServer,
} from './server';

const DATABASE = 'tsunagaru';
const READY_MS = 60_000;
const SHUTTING_DOWN_MS = 10_000;
const ATTEMPTS = 8;
const RETRY_MS = 300;
const WATCH_MS = 1000;

/** Passing troubles: the port was taken in between, or children of a killed server are still leaving. */
const PASSING = /Address already in use|shared memory block .* still in use/i;

export interface LocalPostgresOptions {
  /** The server lives in `<dataDir>/postgres`. */
  readonly dataDir: string;
  /** False only for data that may be lost: no fsync. */
  readonly durable: boolean;
  /** Told in Japanese what takes longer than a moment. */
  readonly log: (line: string) => void;
}

export interface LocalPostgres {
  /** Connection string of the database `tsunagaru`, as its owner. */
  readonly url: string;
  /** The same as the role under which the product runs; what it may do is granted after the migrations. */
  readonly productUrl: string;
  readonly port: number;
  /** True when the server already ran and was taken over. */
  readonly reused: boolean;
  /** Ends the server, also one that was taken over. Safe to call twice. */
  stop(): Promise<void>;
  /** Calls back once if the server ends without `stop()`, with its last words. */
  onUnexpectedEnd(listener: (lastWords: string) => void): void;
}

/**
 * Starts the PostgreSQL that comes with the product, or takes over the one that still runs on this folder.
 * Needs nothing on the host, works as root and as an ordinary user, and leaves nothing outside `dataDir`
 * (as root below a private folder: outside the system temp folder).
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  try {
    const place = preparePlace(options.dataDir);
    if (place.moved)
      options.log(`DATA_DIR の途中に入れないため、データベースは ${place.home} に置きます。`);
    return await alone(place, () => startIn(place, options));
  } catch (cause) {
    throw postgresError('内蔵の PostgreSQL を始められません', options.dataDir, cause);
  }
}

type Urls = Pick<LocalPostgres, 'url' | 'productUrl'>;

async function startIn(
  place: PostgresPlace,
  options: LocalPostgresOptions,
): Promise<LocalPostgres> {
  const running = await takeOver(join(place.home, 'data'));
  if (!running && !hasCluster(place)) {
    options.log('データベースを作っています（初回のみ）…');
    await createCluster(place, options.durable);
  }
  const postmaster = running ?? (await start(place, options.durable));
  const urls = await openDatabase(place, postmaster.port);
  return handle(place, postmaster, urls, running !== null);
}

/** Two processes on one folder start it one after the other; the second one finds it running. */
async function alone<Result>(place: PostgresPlace, work: () => Promise<Result>): Promise<Result> {
  const file = join(place.home, 'starting.lock');
  const deadline = performance.now() + READY_MS;
  while (!takeLock(file).isTaken) {
    if (performance.now() > deadline)
      throw new LocalPostgresError(`別のプロセスが ${place.home} で始動中のまま終わりません。`);
    await delay(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    releaseLock(file);
  }
}

async function takeOver(data: string): Promise<Postmaster | null> {
  const found = findPostmaster(data);
  if (!found || found.isReady) return found;
  // It is still starting or already stopping: let it finish either.
  const ready = await untilReady(data, SHUTTING_DOWN_MS, () => !isAlive(found.pid));
  if (ready) return ready;
  await endPostmaster(found.pid);
  return findPostmaster(data);
}

async function start(place: PostgresPlace, durable: boolean): Promise<Postmaster> {
  const data = join(place.home, 'data');
  for (let attempt = 1; ; attempt++) {
    const child = spawnServer(place, await freePort(), durable);
    let isGone = false;
    let failure = '';
    child.once('error', (error) => {
      failure = error.message;
      isGone = true;
    });
    child.once('exit', () => (isGone = true));
    const ready = await untilReady(data, READY_MS, () => isGone);
    if (ready) {
      child.unref();
      return ready;
    }
    if (child.pid) await endPostmaster(child.pid);
    const words = failure || serverLog(place);
    if (attempt >= ATTEMPTS || !PASSING.test(words)) throw new Error(words || '応答がありません。');
    await delay(RETRY_MS);
  }
}

async function openDatabase(place: PostgresPlace, port: number): Promise<Urls> {
  const credentials = `${ROLE}:${clusterPassword(place)}`;
  const base = `postgres://${credentials}@127.0.0.1:${port}`;
  const client = new Client({ connectionString: `${base}/postgres` });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    await makeProductRole(client, productPassword(place));
  } finally {
    await client.end();
  }
  const product = `${PRODUCT_ROLE}:${productPassword(place)}`;
  return {
    url: `${base}/${DATABASE}`,
    productUrl: `postgres://${product}@127.0.0.1:${port}/${DATABASE}`,
  };
}

/** Made at the first start, also in a folder of an earlier version. The password holds no sign that would need quoting. */
async function makeProductRole(client: Client, password: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [PRODUCT_ROLE]);
  const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(`${verb} ROLE ${PRODUCT_ROLE} LOGIN PASSWORD '${password}'`);
}

function handle(
  place: PostgresPlace,
  postmaster: Postmaster,
  urls: Urls,
  reused: boolean,
): LocalPostgres {
  let watch: NodeJS.Timeout | undefined;
  let stopping: Promise<void> | undefined;
  return {
    ...urls,
    port: postmaster.port,
    reused,
    stop: () => {
      clearInterval(watch);
      stopping ??= endPostmaster(postmaster.pid);
      return stopping;
    },
    onUnexpectedEnd: (listener) => {
      watch = setInterval(() => {
        if (isAlive(postmaster.pid)) return;
        clearInterval(watch);
        const words = serverLog(place);
        listener(adviceFor(words) ? `${adviceFor(words) ?? ''}\n${words}` : words);
      }, WATCH_MS).unref();
    },
  };
}

/** SIGINT is PostgreSQL's "fast" stop: open transactions roll back, everything is written. */
async function endPostmaster(pid: number): Promise<void> {
  const ended =
    (await endProcess(pid, [
      ['SIGINT', 3000],
      ['SIGQUIT', 1000],
      ['SIGKILL', 1000],
    ])) || (await hasEnded(pid, 1000));
  if (!ended) throw new LocalPostgresError(`PostgreSQL（プロセス ${pid}）が終わりません。`);
}
