import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { processIdentity } from './processes';

const holderSchema = z.object({
  pid: z.number().int().positive(),
  identity: z.string().nullable(),
  note: z.string(),
});

/** Who holds a lock file, and what it wrote beside its name. */
export type LockHolder = Readonly<z.output<typeof holderSchema>>;

export interface LockAttempt {
  readonly isTaken: boolean;
  /** When it could not be taken: the living holder. When it was taken: the dead one it was taken from. */
  readonly other: LockHolder | null;
}

/**
 * Takes a lock file for this process. A holder that was killed is told from a living process with the same
 * id by its start time and command, so that a crash never blocks the next start.
 */
export function takeLock(file: string, note = ''): LockAttempt {
  let dead: LockHolder | null = null;
  for (;;) {
    if (create(file, note)) return { isTaken: true, other: dead };
    const holder = readHolder(file);
    if (holder && isHolding(holder)) return { isTaken: false, other: holder };
    dead = holder ?? dead;
    setAside(file);
  }
}

/** Replaces the note of a lock that this process holds. */
export function noteOnLock(file: string, note: string): void {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, content(note), { mode: 0o644 });
  renameSync(fresh, file);
}

export function releaseLock(file: string): void {
  if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
}

/** The living holder of a lock file, or null. */
export function lockHolder(file: string): LockHolder | null {
  const holder = existsSync(file) ? readHolder(file) : null;
  return holder && isHolding(holder) ? holder : null;
}

function create(file: string, note: string): boolean {
  try {
    writeFileSync(file, content(note), { flag: 'wx', mode: 0o644 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function content(note: string): string {
  const holder: LockHolder = { pid: process.pid, identity: processIdentity(process.pid), note };
  return JSON.stringify(holder);
}

/** Null when the file is gone or was cut off by a full disk or a crash. */
function readHolder(file: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function isHolding(holder: LockHolder): boolean {
  return processIdentity(holder.pid) === holder.identity && holder.identity !== null;
}

/** Of several processes that find the same dead holder only one can move its file away. */
function setAside(file: string): void {
  const aside = `${file}.dead-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  rmSync(aside, { force: true });
}
