import { Injectable } from '@nestjs/common';
import { AppLogger, JobQueue, JobWorker } from '@app/platform';
import { SWEEP_REMINDERS } from '@app/reminders';
import { Processors } from './processors/processors';
import { SCHEDULES } from './schedules';

/** Starts taking jobs, brings the schedules up to date, and looks once for what was left behind. */
@Injectable()
export class Worker {
  constructor(
    private readonly queue: JobQueue,
    private readonly worker: JobWorker,
    private readonly logger: AppLogger,
    private readonly processors: Processors,
  ) {}

  async start(): Promise<void> {
    await this.worker.start(this.processors.handlers);
    await this.queue.keepSchedules(SCHEDULES);
    await this.queue.enqueue(SWEEP_REMINDERS, {}, { jobId: 'sweep-at-start', forgetFailure: true });
    this.logger.log(
      'Worker ready',
      SCHEDULES.map(({ id, pattern }) => `${id} (${pattern})`).join(', '),
    );
  }
}
