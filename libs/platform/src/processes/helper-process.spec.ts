import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelperProcess } from './helper-process';

/** Answers with its number, or ends instead. */
const PROGRAM = `
  process.on('disconnect', () => process.exit());
  process.on('message', (order) => (order === 'end' ? process.exit(1) : process.send(process.pid)));
`;

describe('HelperProcess', () => {
  let folder: string;
  let helper: HelperProcess<string, number>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tsunagaru-helper-'));
    const program = join(folder, 'main.cjs');
    writeFileSync(program, PROGRAM);
    helper = new HelperProcess({ program, heapMegabytes: 50, longestMs: 5_000 });
  });

  afterEach(() => {
    helper.stop();
    rmSync(folder, { recursive: true });
  });

  it('keeps its process from one order to the next', async () => {
    expect(await helper.ask('who')).toBe(await helper.ask('who'));
  });

  it('has no answer when the process ends instead, and begins another for whoever waits', async () => {
    const [none, other] = await Promise.all([helper.ask('end'), helper.ask('who')]);
    expect([none, other]).toEqual([null, expect.any(Number)]);
    expect(helper.orders).toBe(0);
  });

  it('begins another when its process was ended between two orders', async () => {
    const first = await helper.ask('who');
    await killed(first ?? 0);
    const second = await helper.ask('who');
    expect(second).toEqual(expect.any(Number));
    expect(second).not.toBe(first);
  });
});

/** Whoever is short of memory ends processes that have nothing to do as well. */
async function killed(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while (isThere(pid)) await new Promise<void>((resolve) => setImmediate(resolve));
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
