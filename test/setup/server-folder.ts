import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const NAME = 'tsunagaru-test-';
/** Hundreds of databases come and go; a few stand beside each other. */
const ROOM_BYTES = 3 * 1024 ** 3;
const LEFT_BEHIND_MS = 3_600_000;

/**
 * A new folder for the throw-away server: in memory where there is room for it. Every spec file has a database of its own,
 * which is a thousand small files: on a disk most of the time of a run went into making and removing them.
 */
export function makeServerFolder(): string {
  const base = hasRoom() ? MEMORY : tmpdir();
  removeLeftBehind(base);
  const folder = mkdtempSync(join(base, NAME));
  chmodSync(folder, 0o755);
  return folder;
}

function hasRoom(): boolean {
  if (process.platform !== 'linux' || !existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ROOM_BYTES && freemem() >= ROOM_BYTES;
}

/** A run that was killed could not tidy up, and memory is dearer than disk. */
function removeLeftBehind(base: string): void {
  const old = Date.now() - LEFT_BEHIND_MS;
  for (const name of readdirSync(base).filter((it) => it.startsWith(NAME))) {
    const folder = join(base, name);
    // A server that runs writes into its folder every few minutes.
    const log = statSync(join(folder, 'data/global'), { throwIfNoEntry: false });
    const last = log ?? statSync(folder, { throwIfNoEntry: false });
    if (last === undefined || last.mtimeMs > old) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}
