import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, processIdentity } from './processes';

const POLL_MS = 20;
const LINE = { pid: 0, port: 3, status: 7 } as const;

/** What a running server writes about itself into its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** The server that holds this data folder, or null. Removes the file when its server is gone. */
export function findPostmaster(data: string): Postmaster | null {
  const file = join(data, 'postmaster.pid');
  const found = readPostmaster(file);
  if (!found) return null;
  if (isAlive(found.pid) && isServerOf(data, found.pid)) return found;
  rmSync(file, { force: true });
  return null;
}

/** Waits until the server accepts connections; null when it ended, `withinMs` passed or `isGone` says so. */
export async function untilReady(
  data: string,
  withinMs: number,
  isGone: () => boolean,
): Promise<Postmaster | null> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    const found = readPostmaster(join(data, 'postmaster.pid'));
    if (found?.isReady) return found;
    if (isGone()) return null;
    await delay(POLL_MS);
  }
  return null;
}

function readPostmaster(file: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[LINE.pid]);
  const port = Number(lines[LINE.port]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, port, isReady: lines[LINE.status]?.trim() === 'ready' };
}

/** After a crash the id may belong to somebody else's process by now. */
function isServerOf(data: string, pid: number): boolean {
  const identity = processIdentity(pid);
  if (identity === null) return process.platform === 'win32';
  return /postgres(\.exe)? -D /.test(identity) && identity.includes(` -D ${data} `);
}
