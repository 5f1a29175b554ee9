import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchClient } from './client';
import type { RunningProduct } from './product';

const ROOT = join(__dirname, '../../..');
const HEALTH_EVERY_MS = 20;
const HOME_EVERY_MS = 200;
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

  constructor(
    private readonly product: Pick<RunningProduct, 'address' | 'webPid'>,
    private readonly other: BenchClient,
    private readonly delays: string,
  ) {}

  async during(work: () => Promise<unknown>) {
    const before = this.memory();
    let most = before;
    const over = new AbortController();
    const until = async (everyMs: number, look: () => Promise<void> | void) => {
      while (!over.signal.aborted) {
        await look();
        await delay(everyMs);
      }
    };
    const times: number[] = [];
    const from = this.homeTimes.length;
    await this.loopDelay();
    const looking = [
      until(MEMORY_EVERY_MS, () => void (most = Math.max(most, this.memory()))),
      until(HEALTH_EVERY_MS, async () => void times.push(await this.healthTime())),
      until(HOME_EVERY_MS, async () => {
        this.homeTimes.push(await timeOf(() => this.other.text('/')));
      }),
    ];
    await work();
    over.abort();
    await Promise.all(looking);
    const loop = await this.loopDelay();
    return {
      before,
      most,
      p99: partOf(times, 0.99),
      slowest: Math.max(...times),
      home: Math.max(...this.homeTimes.slice(from)),
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

  /** On a line of its own: one that is kept open may be closed between two questions. */
  private async healthTime(): Promise<number> {
    return timeOf(async () => {
      const answer = await fetch(`${this.product.address}/health`, {
        headers: { connection: 'close' },
      });
      await answer.text();
      if (answer.status !== 200) throw new Error(`/health answered ${String(answer.status)}`);
    });
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

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

function partOf(times: readonly number[], part: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? Number.NaN;
}
