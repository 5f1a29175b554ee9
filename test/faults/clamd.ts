import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppLogger, loadConfig, VirusScan } from '@app/platform';

const PATIENCE_MS = 60_000;
const LOOK_MS = 100;
const BIG = 10 * 1024 * 1024;
/** The harmless text that every scanner calls a virus, in two parts so that no scanner stops at this file. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(
  '',
);

export interface ScanReport {
  readonly skipped?: string;
  /** The signature's name, as the product learned it. */
  readonly found?: string | null;
  /** What is said of a clean file of 10 MB, and of one behind the scanner's own limit. */
  readonly clean?: boolean;
  readonly beyondLimit?: string;
  readonly afterItsEnd?: string;
  readonly passed: boolean;
}

/** A real clamd with one signature of our own: what it finds, what it lets pass, and what holds when it is gone. */
export async function scanWithRealClamd(): Promise<ScanReport> {
  if (!isInstalled())
    return { skipped: 'clamd is not there, and cannot be installed', passed: true };
  const folder = mkdtempSync(join(tmpdir(), 'tsunagaru-clamd-'));
  const socket = join(folder, 'clamd.sock');
  writeFileSync(
    join(folder, 'local.ndb'),
    `Local-Eicar:0:*:${Buffer.from(EICAR).toString('hex')}\n`,
  );
  writeFileSync(
    join(folder, 'clamd.conf'),
    [
      `LocalSocket ${socket}`,
      `DatabaseDirectory ${folder}`,
      'Foreground yes',
      'StreamMaxLength 11M',
      'User root',
      '',
    ].join('\n'),
  );
  const daemon = spawn('clamd', ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => daemon.once('exit', () => resolve()));
  try {
    const config = loadConfig({ CLAMD_SOCKET: socket, DATA_DIR: folder, NODE_ENV: 'test' });
    const scan = new VirusScan(config, new AppLogger('silent'));
    await untilReady(scan);
    const fileOf = (name: string, content: Buffer): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const infected = await scan.scan(fileOf('eicar', Buffer.from(EICAR)));
    const clean = await scan.scan(fileOf('clean', Buffer.alloc(BIG, 'a')));
    const beyond = await codeOf(scan.scan(fileOf('beyond', Buffer.alloc(2 * BIG, 'a'))));
    daemon.kill('SIGKILL');
    await ended;
    const gone = await codeOf(scan.scan(join(folder, 'clean')));
    const found = infected.isInfected ? infected.signature : null;
    return {
      found,
      clean: !clean.isInfected,
      beyondLimit: beyond,
      afterItsEnd: gone,
      passed:
        found?.startsWith('Local-Eicar') === true &&
        !clean.isInfected &&
        [beyond, gone].every((code) => code === 'files.scan') &&
        (await scan.state()) === 'unreachable',
    };
  } finally {
    daemon.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From Debian, where this may be done. */
function isInstalled(): boolean {
  if (hasClamd()) return true;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  try {
    const quiet = { stdio: 'ignore' } as const;
    execFileSync('apt-get', ['update'], quiet);
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'clamav-daemon'], quiet);
  } catch {
    return false;
  }
  return hasClamd();
}

function hasClamd(): boolean {
  return ['/usr/sbin/clamd', '/usr/bin/clamd'].some((path) => existsSync(path));
}

async function untilReady(scan: VirusScan): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    if ((await scan.state()) === 'ready') return;
    await delay(LOOK_MS);
  }
  throw new Error('clamd was not ready in time');
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'taken';
  } catch (error) {
    return String((error as { readonly code?: unknown }).code);
  }
}
