import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 50;
const ANSWER_MS = 2000;

/** True as soon as `GET <address>/health` answers 200; false when `withinMs` passed or `isOver` says so. */
export async function untilHealthy(
  address: string,
  withinMs: number,
  isOver: () => boolean,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline && !isOver()) {
    if (await isHealthy(`${address}/health`)) return true;
    await delay(POLL_MS);
  }
  return false;
}

/** Not listening yet, or not ready yet: both only mean "ask again". */
async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'manual' });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}
