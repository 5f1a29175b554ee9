import autocannon from 'autocannon';
import { cpuSecondsOf } from './processes';
import type { Report } from './report';

const CONNECTIONS = 10;
const SECONDS = 8;
const SHARE_OF_SATURATION = 0.7;

export interface Target {
  readonly name: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly webPid: number;
  readonly method?: 'GET' | 'POST';
  /** The bodies of one connection, one after the other (an answer and its revisions); absent for a plain GET. */
  readonly bodiesOf?: (connection: number) => () => string;
  readonly connections?: number;
}

/**
 * Requests per CPU-second of the web process at saturation, then the 99th percentile at 70 % of that rate. Errors
 * and answers other than 2xx make the run fail: a fast error page is no figure.
 */
export async function measureLoad(report: Report, target: Target): Promise<void> {
  await run(target, { duration: 2 });
  const before = cpuSecondsOf(target.webPid);
  const full = await run(target, { duration: SECONDS });
  const cpuSeconds = cpuSecondsOf(target.webPid) - before;
  report.add(`${target.name}: requests`, full['2xx'] / cpuSeconds, 'per CPU-second of web');
  report.add(`${target.name}: throughput`, full.requests.average, 'per second, 10 connections');
  const steady = await run(target, {
    duration: SECONDS,
    overallRate: Math.max(1, Math.floor(full.requests.average * SHARE_OF_SATURATION)),
  });
  report.add(`${target.name}: p99 at 70 %`, steady.latency.p99, 'ms');
}

async function run(
  target: Target,
  options: Partial<autocannon.Options>,
): Promise<autocannon.Result> {
  let opened = 0;
  const result = await autocannon({
    url: target.url,
    headers: target.headers,
    method: target.method ?? 'GET',
    connections: target.connections ?? CONNECTIONS,
    setupClient: (client) => {
      const next = target.bodiesOf?.(opened++);
      if (!next) return;
      client.setBody(next());
      client.on('response', () => client.setBody(next()));
    },
    ...options,
  });
  if (result.errors + result.non2xx > 0) {
    throw new Error(
      `${target.name}: ${String(result.errors)} errors, ${String(result.non2xx)} answers not 2xx`,
    );
  }
  return result;
}
