import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockHolder, noteOnLock, releaseLock, takeLock } from './file-lock';
import { endProcess, hasEnded, isAlive, processIdentity } from './processes';

function sleeper(): ChildProcess & { pid: number } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
  if (child.pid === undefined) throw new Error('the child did not start');
  return Object.assign(child, { pid: child.pid });
}

describe('a lock file', () => {
  let folder: string;
  let file: string;
  let child: (ChildProcess & { pid: number }) | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tsunagaru-lock-'));
    file = join(folder, 'a.lock');
  });

  afterEach(() => {
    child?.kill('SIGKILL');
    child = undefined;
    rmSync(folder, { recursive: true });
  });

  const writeHolder = (pid: number, identity: string | null, note = ''): void => {
    writeFileSync(file, JSON.stringify({ pid, identity, note }));
  };

  it('is taken once and given back', () => {
    expect(takeLock(file)).toEqual({ isTaken: true, other: null });
    expect(takeLock(file)).toMatchObject({ isTaken: false, other: { pid: process.pid } });
    noteOnLock(file, 'two children');
    expect(lockHolder(file)?.note).toBe('two children');
    releaseLock(file);
    expect(existsSync(file)).toBe(false);
  });

  it('belongs to a living process until that one ends', async () => {
    child = sleeper();
    writeHolder(child.pid, processIdentity(child.pid), 'mine');
    expect(takeLock(file)).toMatchObject({ isTaken: false, other: { pid: child.pid } });
    child.kill('SIGKILL');
    await hasEnded(child.pid, 5000);
    expect(takeLock(file)).toMatchObject({ isTaken: true, other: { note: 'mine' } });
  });

  it('does not take a later process with the same id for its holder', () => {
    child = sleeper();
    writeHolder(child.pid, `1 ${process.execPath} another program`);
    expect(lockHolder(file)).toBeNull();
    expect(takeLock(file).isTaken).toBe(true);
  });

  it('is free when a crash or a full disk cut it off', () => {
    writeFileSync(file, '{"pid": 1');
    expect(takeLock(file)).toEqual({ isTaken: true, other: null });
  });

  it('is not given back by somebody else', () => {
    child = sleeper();
    writeHolder(child.pid, processIdentity(child.pid));
    releaseLock(file);
    expect(existsSync(file)).toBe(true);
  });
});

describe('endProcess', () => {
  it('goes on to the next signal when the first is ignored', async () => {
    const deaf = spawn(
      process.execPath,
      ['-e', 'process.on("SIGTERM", () => 0); console.log("up"); setInterval(() => 0, 1000)'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    await new Promise((resolve) => deaf.stdout.once('data', resolve));
    const pid = deaf.pid ?? -1;
    const ended = await endProcess(pid, [
      ['SIGTERM', 200],
      ['SIGKILL', 5000],
    ]);
    expect(ended).toBe(true);
    expect(isAlive(pid)).toBe(false);
  });
});
