import { setTimeout as delay } from 'node:timers/promises';
import { Clock, SystemClock } from '@app/platform';

const LOOK_MS = 20;

/** Stands still until it is started, then runs like the clock of the product: so that starting up costs no time. */
export class RunningClock extends Clock {
  private running: SystemClock | null = null;

  constructor(private startAt: Date) {
    super();
  }

  now(): Date {
    return this.running?.now() ?? new Date(this.startAt);
  }

  start(): void {
    this.running ??= new SystemClock(this.startAt);
  }

  /** Goes on from here, running if it ran. */
  set(instant: string): void {
    this.startAt = new Date(instant);
    if (this.running) this.running = new SystemClock(this.startAt);
  }

  /** Waits until the clock shows this instant or a later one. */
  async reaches(instant: string): Promise<void> {
    const target = new Date(instant);
    if (!this.running) throw new Error('the clock stands still and will never get there');
    while (this.now() < target) await delay(LOOK_MS);
  }
}
