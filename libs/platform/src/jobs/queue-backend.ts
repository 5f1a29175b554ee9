import type { Job, Processor, Queue, QueueOptions, Worker, WorkerOptions } from 'bullmq';
import type { AppConfig } from '../config/config';
import type { Database } from '../database/database';
import { TxAwarePool } from './tx-aware-pool';

/** The part of BullMQ's queue that we use; the same on PostgreSQL and on Redis. */
export type OpenQueue = Pick<
  Queue,
  | 'add'
  | 'addBulk'
  | 'upsertJobScheduler'
  | 'getJobSchedulers'
  | 'removeJobScheduler'
  | 'clean'
  | 'getJobCounts'
  | 'getJobs'
  | 'waitUntilReady'
  | 'on'
  | 'close'
>;
export type OpenWorker = Pick<Worker, 'on' | 'run' | 'close' | 'waitUntilReady'>;
export type QueuedJob = Pick<Job, 'id' | 'name' | 'data' | 'attemptsMade' | 'opts'> & {
  /** Which schedule it came from. */
  readonly repeatJobKey?: string | undefined;
};

/** One queue for everything: the kinds of job are told apart by their names. */
export const QUEUE_NAME = 'tsunagaru';

/** Where BullMQ keeps its jobs: on Redis when REDIS_URL is set, else in the schema `bullmq` of our database. */
export class QueueBackend {
  constructor(
    private readonly config: AppConfig,
    private readonly database: Database,
  ) {}

  /** True when a job added inside a transaction belongs to it; Redis knows nothing of our transactions. */
  get joinsTransactions(): boolean {
    return this.config.REDIS_URL === undefined;
  }

  /** Loaded on first use: BullMQ takes a fifth of a second to load, and most requests never need it. */
  async openQueue(options: Omit<QueueOptions, 'connection'>): Promise<OpenQueue> {
    const { Queue, createPostgresBackend } = await import('bullmq');
    if (!this.joinsTransactions) {
      // A web request must not wait for a Redis that is away: the sweep will find the work.
      const connection = { url: this.config.REDIS_URL, maxRetriesPerRequest: 1 };
      return new Queue(QUEUE_NAME, { ...options, connection } as QueueOptions);
    }
    const connection = new TxAwarePool(this.database);
    return new Queue(QUEUE_NAME, { ...options, connection }, createPostgresBackend as never);
  }

  async openWorker(
    processor: Processor,
    options: Omit<WorkerOptions, 'connection'>,
  ): Promise<OpenWorker> {
    const { Worker, createPostgresBackend } = await import('bullmq');
    if (!this.joinsTransactions) {
      const connection = { url: this.config.REDIS_URL, maxRetriesPerRequest: null };
      return new Worker(QUEUE_NAME, processor, { ...options, connection } as WorkerOptions);
    }
    const connection = new TxAwarePool(this.database);
    return new Worker(
      QUEUE_NAME,
      processor,
      { ...options, connection },
      createPostgresBackend as never,
    );
  }
}
