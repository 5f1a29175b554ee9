import type { INestApplicationContext } from '@nestjs/common';
import { type LocalDate, localDateOf } from '@app/platform';
import { demoCity } from './demo-city';
import { type DemoParts, withParts } from './demo';
import { RunningClock } from './running-clock';
import { startWebWith } from './web';
import { startTestWorker } from './worker';

export interface RunningDemo extends DemoParts {
  /** Runs from the given instant on; web and worker live by it. */
  readonly clock: RunningClock;
  readonly worker: INestApplicationContext;
}

export interface RunningDemoOptions {
  /** The day for which the demo city is played: its own day stays the same, whenever the product starts on it. */
  readonly playedFor?: LocalDate;
}

/**
 * The whole product (web and worker, in this process) on a copy of the demo city, started at an instant such as
 * '2027-03-31T23:59:50+09:00'; its clock runs on. A city played for an earlier day is the same city some time later.
 */
export async function startDemoAt(
  instant: string,
  { playedFor = localDateOf(new Date(instant)) }: RunningDemoOptions = {},
): Promise<RunningDemo> {
  const clock = new RunningClock(new Date(instant));
  const web = await startWebWith(clock, { template: demoCity(playedFor) });
  const worker = await startTestWorker(web.config, clock);
  clock.start();
  return {
    ...withParts(web, playedFor),
    clock,
    worker,
    close: async () => {
      await worker.close();
      await web.close();
    },
  };
}
