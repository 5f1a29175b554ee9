import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const HEALTH_EVERY_MS = 20;
const HOME_EVERY_MS = 200;

export interface Asking {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** In milliseconds, since it was last asked. */
export interface Answered {
  readonly health: readonly number[];
  readonly homes: readonly number[];
}

const { address, headers } = workerData as Asking;
let health: number[] = [];
let homes: number[] = [];

/**
 * Runs in a thread of its own (watch.ts): whoever sends forty photographs is busy with them, and what that one waited for
 * says nothing about the product.
 */
async function ask(times: () => number[], everyMs: number, one: () => Promise<Response>) {
  for (;;) {
    const begun = performance.now();
    const answer = await one();
    await answer.text();
    if (answer.status !== 200) throw new Error(`${answer.url} answered ${String(answer.status)}`);
    times().push(performance.now() - begun);
    await delay(everyMs);
  }
}

parentPort?.on('message', () => {
  parentPort?.postMessage({ health, homes } satisfies Answered);
  [health, homes] = [[], []];
});

void Promise.all([
  // On a line of its own: one that is kept open may be closed between two questions.
  ask(
    () => health,
    HEALTH_EVERY_MS,
    () => fetch(`${address}/health`, { headers: { connection: 'close' } }),
  ),
  ask(
    () => homes,
    HOME_EVERY_MS,
    () => fetch(`${address}/`, { headers }),
  ),
]);
