import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from '@app/platform';
import { treeOf } from './processes';

const ROOT = join(__dirname, '../../..');
const READY = '●';

export interface RunningProduct {
  readonly address: string;
  readonly readySeconds: number;
  readonly pid: number;
  readonly webPid: number;
  readonly workerPid: number;
  /** Resolves when the whole product has ended, however. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** `npm start`, as a person would start it, until it says that it is ready. */
export async function startProduct(
  dataDir: string,
  port: number,
  more: Readonly<Record<string, string>> = {},
  root = ROOT,
): Promise<RunningProduct> {
  const begin = performance.now();
  const child = spawn(process.execPath, [join(root, 'apps/cli/bin/start.mjs')], {
    cwd: root,
    env: childEnvironment({
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      // A bench asks faster than any person.
      LIMIT_PERSON_PER_MINUTE: '0',
      LIMIT_ADDRESS_PER_MINUTE: '0',
      ...more,
    }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes(READY)) resolve();
    });
    void ended.then(() => reject(new Error('npm start ended before it was ready')));
  });
  const pid = child.pid ?? -1;
  return {
    address: `http://127.0.0.1:${String(port)}`,
    readySeconds: (performance.now() - begin) / 1000,
    pid,
    webPid: programOf(pid, 'apps/web/src/main.js'),
    workerPid: programOf(pid, 'apps/worker/src/main.js'),
    ended,
    stop: async () => {
      child.kill('SIGINT');
      await ended;
    },
  };
}

function programOf(pid: number, script: string): number {
  const found = treeOf(pid).find((it) => {
    try {
      return readFileSync(`/proc/${String(it)}/cmdline`, 'utf8').includes(script);
    } catch {
      return false;
    }
  });
  return found ?? -1;
}
