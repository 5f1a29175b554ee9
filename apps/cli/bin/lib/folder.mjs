// Files of the checkout: where they are, what changed, and one builder at a time.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(fileURLToPath(import.meta.url), '../../../../..');
export const DIST = join(ROOT, 'dist');

/** Every file below `folder` (relative to ROOT), sorted; a missing folder has none. */
export function listFiles(folder) {
  let entries;
  try {
    entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(path) : [path];
    })
    .sort();
}

/** Changes whenever one of the files is added, removed or written. */
export function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const found = statSync(join(ROOT, file), { throwIfNoEntry: false });
    if (found) hash.update(`${file}\0${found.size}\0${found.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

export function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/**
 * Two starters in one checkout install and build one after the other. The lock lies in the temp folder, so
 * that it survives a fresh node_modules and works in a checkout that cannot be written.
 */
export async function alone(work) {
  const key = createHash('sha256')
    .update(`${ROOT}\0${process.getuid?.() ?? ''}`)
    .digest('hex');
  const lock = join(tmpdir(), `tsunagaru-build-${key.slice(0, 12)}`);
  let isTold = false;
  while (!take(lock)) {
    if (!isTold) console.log('  … 別の実行が準備を終えるのを待っています');
    isTold = true;
    await delay(300);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(lock) {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = Number(readText(join(lock, 'pid')) ?? 0);
  if (holder === 0 ? isOlderThan(lock, 5000) : !isAlive(holder))
    rmSync(lock, { recursive: true, force: true });
  return false;
}

function isOlderThan(path, ms) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > ms;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
