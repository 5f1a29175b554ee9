import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Database } from '../database/database';
import { AppLogger } from '../log/logger';
import { Vocabulary } from '../vocabulary/vocabulary.service';
import { withWords } from '../vocabulary/words';
import { declaredJobs, handlerProblems, type JobHandler } from './job';
import { type OpenWorker, QueueBackend, type QueuedJob } from './queue-backend';

const CONCURRENCY = 8;
/** `npm start` waits longer than this before it kills; what is cut off runs again after the lock has expired. */
const CLOSE_MS = 4000;

/**
 * A killed worker's jobs are taken over when their lock has expired. However often a job is cut off, it is taken
 * up again: handlers are safe to run twice, and giving up would lose work.
 */
const WORKER_OPTIONS = {
  autorun: false,
  lockDuration: 30_000,
  stalledInterval: 10_000,
  maxStalledCount: 1_000_000,
} as const;

/** Runs the jobs of the queue with the given handlers, several at a time. */
@Injectable()
export class JobWorker implements OnModuleDestroy {
  private readonly backend: QueueBackend;
  private worker: OpenWorker | null = null;

  constructor(
    @Inject(APP_CONFIG) config: AppConfig,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
    private readonly vocabulary: Vocabulary,
  ) {
    this.backend = new QueueBackend(config, database);
  }

  /** Refuses to start while a declared job has no handler, or more than one. Resolves when it is listening. */
  async start(handlers: readonly JobHandler[], concurrency = CONCURRENCY): Promise<void> {
    const problems = handlerProblems(declaredJobs(), handlers);
    if (problems.length > 0) throw new Error(`The worker cannot start: ${problems.join('; ')}`);
    const byName = new Map(handlers.map((handler) => [handler.job.name, handler]));
    const worker = await this.backend.openWorker((job) => this.performNoted(byName, job), {
      ...WORKER_OPTIONS,
      concurrency,
    });
    worker.on('error', (error) => this.logger.error('Job worker', error));
    worker.on('failed', (job, error) => this.logger.error(describeFailure(job), error));
    worker.on('stalled', (jobId) => this.logger.warn(`Job ${jobId} was cut off and runs again`));
    this.worker = worker;
    await worker.waitUntilReady();
    worker.run().catch((error: unknown) => this.logger.error('Job worker ended', error));
  }

  /** Takes no more jobs and waits a few seconds for those that run. */
  async stop(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    if (!worker) return;
    const patience = new AbortController();
    const timeout = delay(CLOSE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([worker.close(), timeout]);
    patience.abort();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** Of what the clock asks for, when it was last done is kept. */
  private async performNoted(
    handlers: ReadonlyMap<string, JobHandler>,
    job: QueuedJob,
  ): Promise<void> {
    try {
      await this.perform(handlers, job);
    } catch (error) {
      await this.note(job, false);
      throw error;
    }
    await this.note(job, true);
  }

  private async note({ repeatJobKey }: QueuedJob, succeeded: boolean): Promise<void> {
    if (repeatJobKey === undefined) return;
    await this.database
      .execute(
        `INSERT INTO job_runs (schedule, finished_at, succeeded) VALUES ($1, $2, $3)
         ON CONFLICT (schedule) DO UPDATE SET finished_at = EXCLUDED.finished_at, succeeded = EXCLUDED.succeeded`,
        [repeatJobKey, this.clock.now(), succeeded],
      )
      .catch((error: unknown) => this.logger.error('A job could not be noted', error));
  }

  private async perform(
    handlers: ReadonlyMap<string, JobHandler>,
    { id, name, data }: QueuedJob,
  ): Promise<void> {
    const handler = handlers.get(name);
    if (!handler) throw new Error(`No handler for the job ${name}`);
    const begun = performance.now();
    // What a job writes is written in the city's words of the day on which it runs.
    const result = await withWords(await this.vocabulary.current(), () => handler.run(data));
    const milliseconds = Math.round(performance.now() - begun);
    this.logger.debug(`${name} ${id ?? ''} done in ${String(milliseconds)} ms`, result ?? '');
  }
}

function describeFailure(job: QueuedJob | undefined): string {
  if (!job) return 'A job failed';
  const attempts = `${String(job.attemptsMade)} / ${String(job.opts.attempts ?? 1)}`;
  return `Job ${job.name} ${job.id ?? ''} failed (attempt ${attempts})`;
}
