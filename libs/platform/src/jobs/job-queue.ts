import { AsyncResource } from 'node:async_hooks';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Database } from '../database/database';
import { AppLogger } from '../log/logger';
import type { JobDefinition } from './job';
import { type OpenQueue, QueueBackend } from './queue-backend';

export interface EnqueueOptions {
  /** While a job with this id waits or runs, another with the same id is not added. No colon, not only digits. */
  readonly jobId?: string;
  /** For work that our own tables keep track of: nothing is left in the queue when all attempts have failed. */
  readonly forgetFailure?: boolean;
}

/** A job that comes back by the clock of Asia/Tokyo. */
export interface Schedule {
  readonly id: string;
  /** cron: minute hour day month weekday, with seconds in front when there are six. */
  readonly pattern: string;
  readonly job: JobDefinition<Record<string, never>>;
}

/** A schedule as the queue has it. */
export interface KeptSchedule {
  readonly id: string;
  readonly next: Date | null;
}

/** A job whose attempts have all failed, as long as the queue keeps it. */
export interface FailedJob {
  readonly name: string;
  readonly at: Date;
}

const SHOWN_FAILURES = 500;
const ZONE = 'Asia/Tokyo';
const BULK = 500;
const CLEAN_BATCH = 1000;
const KEEP_FAILED_MS = 14 * 24 * 60 * 60 * 1000;

/**
 * Only `true` or `false` for the two removals: counted or aged retention makes PostgreSQL's completions delete each
 * other's rows, deadlock, and record done work as failed. Five attempts over about half a minute.
 */
const JOB_OPTIONS: JobsOptions = {
  removeOnComplete: true,
  removeOnFail: false,
  attempts: 5,
  backoff: { type: 'exponential', delay: 2000 },
};

/**
 * Hands work to the worker. The queue only wakes the worker up: what has to be done stands in a table of ours, and
 * losing the whole queue must lose nothing. Connects on first use, so that a web process starts without it.
 */
@Injectable()
export class JobQueue implements OnModuleDestroy {
  private readonly backend: QueueBackend;
  private opened: Promise<OpenQueue> | null = null;
  /** BullMQ starts work of its own when opened; it must not inherit the transaction of whoever came first. */
  private readonly outside = new AsyncResource('JobQueue');

  constructor(
    @Inject(APP_CONFIG) config: AppConfig,
    private readonly database: Database,
    private readonly logger: AppLogger,
  ) {
    this.backend = new QueueBackend(config, database);
  }

  async enqueue<Payload>(
    job: JobDefinition<Payload>,
    payload: Payload,
    options: EnqueueOptions = {},
  ): Promise<void> {
    await this.enqueueAll(job, [{ payload, ...options }]);
  }

  /**
   * Adds many at once. On PostgreSQL they belong to the surrounding transaction; on Redis they are added after its
   * commit, and a failure there is logged: the commit stands, and the sweep of the ledger makes up for the jobs.
   */
  async enqueueAll<Payload>(
    job: JobDefinition<Payload>,
    entries: readonly (EnqueueOptions & { readonly payload: Payload })[],
  ): Promise<void> {
    const jobs = entries.map(({ payload, jobId, forgetFailure }) => ({
      name: job.name,
      data: job.schema.parse(payload),
      opts: {
        ...(jobId !== undefined && { jobId }),
        ...(forgetFailure && { removeOnFail: true }),
      },
    }));
    if (jobs.length === 0) return;
    if (this.backend.joinsTransactions || !this.database.isInTransaction) return this.add(jobs);
    await this.database.afterCommit(() =>
      this.add(jobs).catch((error: unknown) =>
        this.logger.error(`Could not add ${String(jobs.length)} × ${job.name}`, error),
      ),
    );
  }

  /** Makes the schedules in the queue equal to these: new and changed ones are written, all others removed. */
  async keepSchedules(schedules: readonly Schedule[]): Promise<void> {
    const queue = await this.open();
    for (const { id, pattern, job } of schedules) {
      await queue.upsertJobScheduler(id, { pattern, tz: ZONE }, { name: job.name, data: {} });
    }
    const kept = new Set(schedules.map((schedule) => schedule.id));
    for (const { key } of await queue.getJobSchedulers()) {
      if (!kept.has(key)) await queue.removeJobScheduler(key);
    }
  }

  /** Removes what failed more than two weeks ago, and completed jobs that an older version kept. */
  async clean(): Promise<number> {
    const queue = await this.open();
    const failed = await cleanAll(queue, KEEP_FAILED_MS, 'failed');
    return failed + (await cleanAll(queue, 0, 'completed'));
  }

  /** The schedules and what has failed for good, newest first; whoever looks must not wait for a queue that is away. */
  async overview(): Promise<{
    readonly schedules: readonly KeptSchedule[];
    readonly failed: readonly FailedJob[];
  }> {
    const queue = await this.open();
    const [schedules, failed] = await Promise.all([
      queue.getJobSchedulers(),
      queue.getJobs(['failed'], 0, SHOWN_FAILURES - 1),
    ]);
    return {
      schedules: schedules.map(({ key, next }) => ({
        id: key,
        next: next === undefined ? null : new Date(next),
      })),
      failed: failed.map(({ name, finishedOn, timestamp }) => ({
        name,
        at: new Date(finishedOn ?? timestamp),
      })),
    };
  }

  /** How many jobs wait, run, are delayed or have failed. */
  async counts(): Promise<Readonly<Record<string, number>>> {
    const queue = await this.open();
    return queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
  }

  async onModuleDestroy(): Promise<void> {
    const queue = await this.opened?.catch(() => null);
    this.opened = null;
    await queue?.close();
  }

  private async add(
    jobs: readonly { name: string; data: unknown; opts: JobsOptions }[],
  ): Promise<void> {
    const queue = await this.open();
    for (let from = 0; from < jobs.length; from += BULK) {
      await queue.addBulk(jobs.slice(from, from + BULK));
    }
  }

  private open(): Promise<OpenQueue> {
    this.opened ??= this.outside.runInAsyncScope(() => this.connect());
    return this.opened;
  }

  private async connect(): Promise<OpenQueue> {
    try {
      const queue = await this.backend.openQueue({ defaultJobOptions: JOB_OPTIONS });
      queue.on('error', (error) => this.logger.error('Job queue', error));
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      // The next caller tries again.
      this.opened = null;
      throw error;
    }
  }
}

async function cleanAll(
  queue: OpenQueue,
  grace: number,
  state: 'failed' | 'completed',
): Promise<number> {
  let removed = 0;
  for (;;) {
    const ids = await queue.clean(grace, CLEAN_BATCH, state);
    removed += ids.length;
    if (ids.length < CLEAN_BATCH) return removed;
  }
}
