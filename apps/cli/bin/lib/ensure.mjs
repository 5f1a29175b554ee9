// Makes a bare clone ready: the right Node, the installed packages, the built code. Does only what is needed.
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone, DIST, fingerprint, listFiles, readText, ROOT } from './folder.mjs';
import { Advice, advise, step } from './progress.mjs';
import { run } from './run.mjs';

const LEAST_NODE = [20, 19];
const SOURCES = ['apps', 'libs', 'migrations', 'test'];
const LOCK = join(ROOT, 'package-lock.json');
const MARK = join(ROOT, 'node_modules/.tsunagaru-lock');
const SETTINGS = ['package-lock.json', '.swcrc', 'apps/cli/bin/lib/build.mjs'];

/** Installs and builds what is missing or out of date. */
export async function ensureReady() {
  checkNode();
  if (isInstalled() && isBuilt()) return;
  await alone(async () => {
    if (!isInstalled()) await install();
    if (!isBuilt()) await build();
  });
}

/** Installs what is missing; for programs that work on the sources. */
export async function ensureInstalled() {
  checkNode();
  if (!isInstalled()) await alone(async () => isInstalled() || install());
}

/** Builds if a source changed. */
export async function ensureBuilt() {
  if (!isBuilt()) await alone(async () => isBuilt() || build());
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  throw new Advice(
    `Node.js ${LEAST_NODE.join('.')} 以上が必要です（今は ${process.versions.node}）。` +
      'https://nodejs.org/ から新しい版を入れてください。',
  );
}

/** The lock file's hash is noted after an install, so that later starts need not compare. */
function isInstalled() {
  const lock = readText(LOCK);
  if (lock === null)
    throw new Advice('package-lock.json がありません。リポジトリを取得し直してください。');
  if (readText(MARK) === hashOf(lock)) return true;
  if (!holdsWhatLockSays(lock)) return false;
  note(MARK, hashOf(lock));
  return true;
}

/** Somebody may have called `npm ci` himself: npm's own record tells whether it fits. */
function holdsWhatLockSays(lock) {
  const record = readText(join(ROOT, 'node_modules/.package-lock.json'));
  if (record === null) return false;
  const installed = JSON.parse(record).packages;
  return Object.entries(JSON.parse(lock).packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    return found
      ? found.version === wanted.version
      : Boolean(wanted.optional ?? wanted.devOptional);
  });
}

async function install() {
  await step('必要なパッケージを取り込んでいます（初回は数分かかります）', async () => {
    const { command, args, shell } = npm(['ci', '--include=dev', '--no-audit', '--no-fund']);
    // `npm start --silent` must not silence the reason of a failure.
    const env = { npm_config_loglevel: 'warn' };
    const { code, output } = await run(command, args, { shell, env });
    if (code !== 0) throw new Advice(output.slice(-4000));
  }).catch((error) => {
    throw advise(error, 'パッケージを取り込めませんでした（npm ci）');
  });
  note(MARK, hashOf(readText(LOCK)));
}

/** Under `npm start` npm tells where its own program is; that also works on Windows. */
function npm(args) {
  const script = process.env.npm_execpath;
  if (/npm[^/\\]*\.c?js$/.test(script ?? ''))
    return { command: process.execPath, args: [script, ...args] };
  return { command: 'npm', args, shell: process.platform === 'win32' };
}

function isBuilt() {
  return (
    readText(join(DIST, '.build')) === sourcesNow() &&
    existsSync(join(DIST, 'apps/cli/src/main.js'))
  );
}

function sourcesNow() {
  const settings = SETTINGS.filter((file) => existsSync(join(ROOT, file)));
  return fingerprint([...SOURCES.flatMap(listFiles), ...settings]);
}

async function build() {
  const before = sourcesNow();
  await step('プログラムを組み立てています', async () => {
    const { buildAll } = await import('./build.mjs');
    await buildAll(before);
  }).catch((error) => {
    throw advise(error, 'dist に組み立てられませんでした');
  });
}

function hashOf(text) {
  return createHash('sha256').update(`${process.platform}-${process.arch}\0${text}`).digest('hex');
}

function note(path, text) {
  try {
    writeFileSync(path, text);
  } catch (error) {
    // Only a shortcut for the next start: a checkout that cannot be written still works.
    if (!['EROFS', 'EACCES', 'EPERM'].includes(error.code)) throw error;
  }
}
