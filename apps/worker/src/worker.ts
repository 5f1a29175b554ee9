import { Injectable } from '@nestjs/common';
import { AppLogger, JobQueue, JobWorker } from '@app/platform';
import { SWEEP_REMINDERS } from '@app/reminders';
import { AuditProcessor } from './processors/audit.processor';
import { LearningProcessor } from './processors/learning.processor';
import { RemindersProcessor } from './processors/reminders.processor';
import { UpkeepProcessor } from './processors/upkeep.processor';
import { SCHEDULES } from './schedules';

/** Starts taking jobs, brings the schedules up to date, and looks once for what was left behind. */
@Injectable()
export class Worker {
  constructor(
    private readonly queue: JobQueue,
    private readonly worker: JobWorker,
    private readonly logger: AppLogger,
    private readonly learning: LearningProcessor,
    private readonly reminders: RemindersProcessor,
    private readonly upkeep: UpkeepProcessor,
    private readonly audit: AuditProcessor,
  ) {}

  async start(): Promise<void> {
    const processors = [this.learning, this.reminders, this.upkeep, this.audit];
    await this.worker.start(processors.flatMap((processor) => processor.handlers));
    await this.queue.keepSchedules(SCHEDULES);
    await this.queue.enqueue(SWEEP_REMINDERS, {}, { jobId: 'sweep-at-start', forgetFailure: true });
    this.logger.log(
      'Worker ready',
      SCHEDULES.map(({ id, pattern }) => `${id} (${pattern})`).join(', '),
    );
  }
}
