import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Answered, Asking } from './asker';
import type { BenchClient } from './client';
import type { RunningProduct } from './product';

const ROOT = join(__dirname, '../../..');
const MEMORY_EVERY_MS = 50;
const ASK_AGAIN_MS = 20;
const KILOBYTES = 1024;

/** What the web process has to be started with so that its event loop can be looked at. */
export function loopDelayInto(file: string): Record<string, string> {
  return {
    NODE_OPTIONS: `--require ${JSON.stringify(join(ROOT, 'test/bench/loop-delay.cjs'))}`,
    LOOP_DELAY_FILE: file,
  };
}

interface LoopDelay {
  readonly p99: number;
  readonly slowest: number;
}

/** Looks at the web process from outside while something goes on. */
export class Watch {
  private readonly homeTimes: number[] = [];
  private readonly asker: Worker;

  constructor(
    private readonly product: Pick<RunningProduct, 'address' | 'webPid'>,
    other: BenchClient,
    private readonly delays: string,
  ) {
    const workerData: Asking = { address: product.address, headers: other.headers };
    this.asker = new Worker(join(__dirname, 'asker.js'), { workerData });
  }

  async during(work: () => Promise<unknown>) {
    const before = this.memory();
    let most = before;
    await Promise.all([this.loopDelay(), this.answered()]);
    const looking = setInterval(() => {
      most = Math.max(most, this.memory());
    }, MEMORY_EVERY_MS);
    await work();
    clearInterval(looking);
    const [loop, { health, homes }] = await Promise.all([this.loopDelay(), this.answered()]);
    this.homeTimes.push(...homes);
    return {
      before,
      most,
      p99: partOf(health, 0.99),
      slowest: Math.max(...health),
      home: { p50: partOf(homes, 0.5), slowest: Math.max(...homes) },
      loop,
    };
  }

  /** Over all that was watched: a single act is over before a hundred homes were opened. */
  homes(): { readonly asked: number; readonly p50: number; readonly p99: number } {
    const times = this.homeTimes;
    return { asked: times.length, p50: partOf(times, 0.5), p99: partOf(times, 0.99) };
  }

  forgetHomes(): void {
    this.homeTimes.length = 0;
  }

  async end(): Promise<void> {
    await this.asker.terminate();
  }

  /** What the thread has measured since it was last asked. */
  private async answered(): Promise<Answered> {
    this.asker.postMessage('since');
    const [answer] = (await once(this.asker, 'message')) as [Answered];
    return answer;
  }

  /** Since it was last asked. */
  private async loopDelay(): Promise<LoopDelay> {
    rmSync(this.delays, { force: true });
    process.kill(this.product.webPid, 'SIGWINCH');
    for (;;) {
      await delay(ASK_AGAIN_MS);
      try {
        return JSON.parse(readFileSync(this.delays, 'utf8')) as LoopDelay;
      } catch {
        // Not written yet, or not to its end.
      }
    }
  }

  private memory(): number {
    const status = readFileSync(`/proc/${String(this.product.webPid)}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / KILOBYTES;
  }
}

function partOf(times: readonly number[], part: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? Number.NaN;
}
