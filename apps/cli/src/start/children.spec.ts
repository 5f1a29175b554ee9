import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment, isAlive } from '@app/platform';
import { type Child, endLeftOvers, recordOf, startChild } from './children';

describe('a program beside npm start', () => {
  let folder: string;
  let child: Child | undefined;

  const begin = (code: string, log = 'child.log'): Child => {
    const script = join(folder, 'program.js');
    writeFileSync(script, code);
    const file = join(folder, log);
    child = startChild({ name: 'web', script, env: childEnvironment({}), log: file });
    return child;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tsunagaru-child-'));
  });

  afterEach(async () => {
    await child?.stop();
    rmSync(folder, { recursive: true });
  });

  it('tells how it ended and what it said last', async () => {
    writeFileSync(join(folder, 'child.log'), 'said in an earlier run\n');
    const failing = begin('console.log("one"); console.error("two"); process.exit(3);');
    expect(await failing.ended).toBe('web が終了しました（終了コード 3）。');
    expect(failing.lastWords()).toBe('one\ntwo');
  });

  it('stops when asked', async () => {
    const running = begin('setInterval(() => 0, 1000);');
    await running.stop();
    expect(isAlive(running.pid)).toBe(false);
    expect(await running.ended).toContain('SIGTERM');
  });

  it('is ended by the next start when this one was killed', async () => {
    const left = begin('setInterval(() => 0, 1000);');
    expect(await endLeftOvers(recordOf([left]))).toEqual(['web']);
    expect(isAlive(left.pid)).toBe(false);
  });

  it('is left alone when it is not ours any more', async () => {
    const other = begin('setInterval(() => 0, 1000);');
    const record = JSON.stringify([{ name: 'web', pid: other.pid, identity: 'another program' }]);
    expect(await endLeftOvers(record)).toEqual([]);
    expect(await endLeftOvers('cut off [')).toEqual([]);
    expect(isAlive(other.pid)).toBe(true);
  });
});
